package org.espalier.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.espalier.benchmarks.arms.births.BirthArms;
import org.espalier.benchmarks.arms.composed.ComposedArms;
import org.espalier.benchmarks.arms.modes.ModeArms;
import org.espalier.benchmarks.arms.ranks.RankArms;
import org.espalier.benchmarks.arms.widths.WidthArms;
import org.espalier.benchmarks.lowrank.BlockTimes;
import org.espalier.benchmarks.lowrank.UntrainedRanks;
import org.espalier.benchmarks.memory.SteadyMemory;
import org.espalier.benchmarks.numbers.RoundedSteps;
import org.espalier.benchmarks.numbers.RoundingTimes;
import org.espalier.benchmarks.parity.Parity;
import org.espalier.benchmarks.peer.StepTimes;
import org.espalier.benchmarks.theory.Theory;

/** The command line of the benchmarks. */
public final class Benchmarks {
    private static final String USAGE =
            "usage: benchmarks/run parity FIXTURES | steps [operator] [gpt] | memory | rounding | precision [lns] [fixed] [bfloat16] | ranks | block"
                    + " | theory | arms [burgers] [darcy] [kolmogorov] | inrank [teacher] [digits] [mnist=FOLDER] [text=FILE]"
                    + " | zero [mlp] [resnet] [depth] [rank] [operators] [inrank] [mnist=FOLDER]"
                    + " | composed [bits] [gpt] [ablation] | widths [training] [updates] [rates]";

    private Benchmarks() {}

    /** Runs one benchmark; exit code 0 if what it checks holds, 1 if not, 2 if it was called wrongly. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.get(0).equals("parity") && words.size() != 2) {
            refuse();
        }
        Path root = Path.of(System.getProperty("espalier.root"));
        boolean held =
                switch (words.get(0)) {
                    case "parity" -> Parity.run(Path.of(words.get(1)));
                    case "steps" ->
                        StepTimes.run(Path.of(System.getProperty("espalier.cache")), words.subList(1, words.size()));
                    case "memory" -> SteadyMemory.run();
                    case "rounding" -> RoundingTimes.run();
                    case "precision" -> RoundedSteps.run(words.subList(1, words.size()));
                    case "ranks" -> UntrainedRanks.run();
                    case "block" -> BlockTimes.run();
                    case "theory" -> Theory.run(root.resolve("docs/inrank"));
                    case "arms" -> ModeArms.run(root, words.subList(1, words.size()));
                    case "inrank" -> RankArms.run(root, words.subList(1, words.size()));
                    case "zero" -> BirthArms.run(root, words.subList(1, words.size()));
                    case "composed" -> ComposedArms.run(root, words.subList(1, words.size()));
                    case "widths" -> WidthArms.run(root, words.subList(1, words.size()));
                    default -> {
                        refuse();
                        yield false;
                    }
                };
        System.exit(held ? 0 : 1);
    }

    private static void refuse() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
