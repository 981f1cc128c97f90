package org.espalier.it.inside;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.it.support.SmallJob;

/** Who has a part in a small job: its plugins, one of every kind that it has, and the bundles that they come from. */
enum Cast {
    /** Modes by what they explain, a grid by the clock. */
    OPERATOR(
            "small",
            List.of("modes"),
            List.of("ifno", "schedule"),
            List.of("fno2d", "relative-l2", "darcy", "adamw", "cosine", "ifno", "schedule")),
    /** Ranks by what their leading directions explain, and widths of the same matrices by the clock. */
    PERCEPTRON(
            "small-mlp",
            List.of("rank"),
            List.of("inrank", "schedule"),
            List.of("mlp", "cross-entropy", "teacher", "adamw", "cosine", "inrank", "schedule")),
    /** Ranks that grow and others that grow and are cut, under dropout. */
    LANGUAGE(
            "small-gpt",
            List.of("attention", "mlp"),
            List.of("inrank"),
            List.of("gpt", "cross-entropy", "text", "adamw", "cosine", "inrank", "inrank-efficient")),
    /** Nothing grows, but every step writes batch norm's running statistics. */
    RESIDUAL(
            "small-resnet",
            List.of(),
            List.of(),
            List.of("resnet", "cross-entropy", "digits", "sgd", "cosine", "zero")),
    /** The perceptron again, whose weights are numbers of few bits and are drawn onto their grid. */
    ROUNDED(
            "small-lns",
            List.of("rank"),
            List.of("inrank", "schedule"),
            List.of("mlp", "cross-entropy", "teacher", "adamw", "cosine", "inrank", "schedule", "lns")),
    /** The operator again, with all that there is: modes and ranks grow, births by ZerO, weights in few bits, two optimizers. */
    COMPOSED(
            "small-composed",
            List.of("modes", "rank"),
            List.of("ifno", "inrank", "schedule"),
            List.of(
                    "fno2d",
                    "relative-l2",
                    "darcy",
                    "adamw",
                    "lns-madam",
                    "cosine",
                    "ifno",
                    "inrank",
                    "schedule",
                    "zero",
                    "lns"));

    private final String file;
    private final List<String> entries;
    private final List<String> strategies;
    private final List<String> plugins;

    Cast(String file, List<String> entries, List<String> strategies, List<String> plugins) {
        this.file = file;
        this.entries = entries;
        this.strategies = strategies;
        this.plugins = plugins;
    }

    /** Its job. */
    SmallJob job() throws IOException {
        return SmallJob.of(file);
    }

    /** Its growth entries with a criterion, and not a clock. */
    List<String> entries() {
        return entries;
    }

    /** Last words of the names of the bundles that its strategies come from; each holds a strategy of that name. */
    List<String> strategies() {
        return strategies;
    }

    /** Names of its plugins. */
    List<String> plugins() {
        return plugins;
    }

    /** Symbolic names of the bundles that its plugins come from. */
    List<String> bundles() {
        Stream<String> all = Stream.of("models", "data", "optimizers", "lns")
                .filter(name -> !name.equals("lns") || plugins.contains(name));
        return Stream.concat(all, strategies.stream())
                .map(name -> "org.espalier." + name)
                .toList();
    }
}
