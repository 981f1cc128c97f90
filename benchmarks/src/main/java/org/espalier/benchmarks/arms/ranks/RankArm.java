package org.espalier.benchmarks.arms.ranks;

/** A way of choosing ranks. The fixed one comes after the growing one, whose size it takes. */
enum RankArm {
    FULL("full", "full rank"),
    INRANK("inrank", "`inrank`"),
    EFFICIENT("efficient", "`inrank-efficient`"),
    FIXED("fixed", "fixed rank, as many numbers as `inrank`");

    private final String word;
    private final String title;

    RankArm(String word, String title) {
        this.word = word;
        this.title = title;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** Whether a setting tells this arm's runs apart. */
    boolean varies(String key) {
        return switch (key) {
            case "optimizer.lr" -> true;
            case "model.low-rank.base", "model.low-rank.rank" -> this == FIXED;
            case "growth.rank.explained" -> this == INRANK || this == EFFICIENT;
            default -> false;
        };
    }
}
