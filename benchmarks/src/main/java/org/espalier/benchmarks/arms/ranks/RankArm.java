package org.espalier.benchmarks.arms.ranks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;

/** A way of choosing ranks. The fixed ones come after the growing one, whose size they take. */
enum RankArm {
    FULL("full", "full rank") {
        @Override
        Map<String, String> settings(int rank) {
            return Map.of("model.low-rank", "off", "growth", "off");
        }

        @Override
        Choices choices(RankTask task) {
            return task.every();
        }
    },
    INRANK("inrank", "`inrank`") {
        @Override
        Map<String, String> settings(int rank) {
            return Map.of("growth.rank.type", "inrank");
        }

        @Override
        Choices choices(RankTask task) {
            return task.every().and(task.low()).and(task.growing());
        }
    },
    EFFICIENT("efficient", "`inrank-efficient`") {
        @Override
        Map<String, String> settings(int rank) {
            return Map.of("growth.rank.type", "inrank-efficient");
        }

        @Override
        Choices choices(RankTask task) {
            return INRANK.choices(task);
        }
    },
    FIXED("fixed", "fixed rank, as many numbers as `inrank`") {
        @Override
        Map<String, String> settings(int rank) {
            return Map.of("growth", "off", "model.low-rank.rank", Integer.toString(rank));
        }

        @Override
        Choices choices(RankTask task) {
            return task.every().and(task.low());
        }
    },
    BARE("bare", "the same without W0") {
        @Override
        Map<String, String> settings(int rank) {
            Map<String, String> settings = new HashMap<>(FIXED.settings(rank));
            settings.put("model.low-rank.base", "none");
            return settings;
        }

        @Override
        Choices choices(RankTask task) {
            return FIXED.choices(task);
        }
    };

    /** Those of a size that another has found. */
    static final List<RankArm> OF_EQUAL_SIZE = List.of(FIXED, BARE);

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

    /**
     * What makes a run one of this arm.
     *
     * @param rank of the fixed arms
     */
    abstract Map<String, String> settings(int rank);

    /** What it chooses from on validation data. */
    abstract Choices choices(RankTask task);
}
