package org.espalier.benchmarks.arms.births;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.Choices;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.Variant;

/** The tasks whose tables have one row for every birth. */
final class BirthTasks {
    private static final String RATE = "optimizer.lr";

    private BirthTasks() {}

    /** The perceptron of ZerO's authors: no skips, no normalisation, plain gradient descent. */
    static Task mlp(Images images) {
        Choices rates = Choices.of(RATE, "0.05", "0.1", "0.2");
        return new Task(
                "zero-mlp-" + images.name(),
                images.title() + " at 14 × 14 points, 196-196-512-512-10",
                "zero-mlp.yaml",
                images.small(images.folder().isPresent() ? 50000 : 20000),
                Measure.MISSES,
                List.of(
                        Births.of("kaiming", rates),
                        Births.of("default", rates),
                        Births.zero("zero", "", rates),
                        Births.zero("rule", "output: rule", rates),
                        Births.zero("identity", "output: rule, widening: identity", rates)),
                List.of(Claim.points("zero", "kaiming", 0.3), Claim.points("rule", "kaiming", 0.3)));
    }

    /** Small residual networks, with batch norm and without. */
    static Task resnet(Images images) {
        Choices rates = Choices.of(RATE, "1e-3", "3e-3");
        return new Task(
                "zero-resnet-" + images.name(),
                images.title() + " at 14 × 14 points, blocks [2, 2, 2] of [16, 32, 64] channels",
                "zero-resnet.yaml",
                images.small(12000),
                Measure.MISSES,
                List.of(
                        network("kaiming", "standard, batch norm, `kaiming`", "standard", "batch", "kaiming", rates),
                        network("standard", "standard, batch norm, `zero`", "standard", "batch", "zero", rates),
                        network("augmented", "augmented, batch norm, `zero`", "augmented", "batch", "zero", rates),
                        network("bare", "augmented, no norm, `zero`", "augmented", "none", "zero", rates),
                        network(
                                "rule",
                                "augmented, no norm, `zero` with `output: rule`",
                                "augmented",
                                "none",
                                "{ type: zero, output: rule }",
                                rates),
                        network(
                                "kernels",
                                "augmented-kernels, no norm, `zero` with `kernel: neighbours`",
                                "augmented-kernels",
                                "none",
                                "{ type: zero, kernel: neighbours }",
                                rates),
                        network(
                                "both",
                                "the same with `output: rule`",
                                "augmented-kernels",
                                "none",
                                "{ type: zero, kernel: neighbours, output: rule }",
                                rates),
                        network("unnormed", "standard, no norm, `kaiming`", "standard", "none", "kaiming", rates)),
                List.of(
                        Claim.points("standard", "kaiming", 0.3),
                        Claim.points("augmented", "kaiming", 1),
                        Claim.points("bare", "kaiming", 1),
                        Claim.points("rule", "kaiming", 1),
                        Claim.points("kernels", "kaiming", 1),
                        Claim.points("both", "kaiming", 1)));
    }

    private static Variant network(
            String word, String title, String variant, String norm, String init, Choices choices) {
        Map<String, String> settings = Map.of("model.variant", variant, "model.norm", norm, Births.INIT, init);
        return new Variant(word, title, settings, choices);
    }

    /** Operators whose modes and grids grow, as the archive has them, and one of them for longer. */
    static List<Task> operators() {
        Choices rates = Choices.of(RATE, "2e-3", "4e-3", "8e-3", "1.6e-2");
        return List.of(
                growing(
                        "burgers",
                        "Burgers' equation, the job `burgers`",
                        Task.ARCHIVE + "burgers.yaml",
                        Map.of(),
                        rates),
                growing("darcy", "Darcy flow, the job `darcy`", Task.ARCHIVE + "darcy.yaml", Map.of(), rates),
                growing(
                        "darcy-long",
                        "The same with 40 epochs in place of 12",
                        Task.ARCHIVE + "darcy.yaml",
                        Map.of("epochs", "40"),
                        Choices.of(RATE, "4e-3", "8e-3", "1.6e-2")));
    }

    /** Perceptrons whose ranks grow. */
    static List<Task> ranks() {
        Choices rates = Choices.of(RATE, "1e-3", "3e-3", "1e-2");
        return List.of(
                growing(
                        "spirals",
                        "Five spirals in 64 dimensions, the job `mlp-inrank`",
                        Task.ARCHIVE + "mlp-inrank.yaml",
                        Map.of(),
                        rates),
                growing(
                        "digits",
                        "Digits drawn here, 784-512-512-10, of low rank beside a W0 that never learns",
                        "inrank-digits.yaml",
                        Map.of(),
                        rates));
    }

    /** A task in which something grows: what is born later is born by the same initializer. */
    private static Task growing(String name, String title, String job, Map<String, String> set, Choices rates) {
        Map<String, String> all = new HashMap<>(set);
        all.put("workers", "1");
        return new Task(
                "zero-" + name,
                title,
                job,
                all,
                Measure.LOSS,
                List.of(
                        Births.of("default", rates),
                        Births.zero("zero", "", rates),
                        Births.zero("rule", "output: rule", rates)),
                List.of(Claim.ratio("zero", "default", 1.02), Claim.ratio("rule", "default", 1.02)));
    }
}
