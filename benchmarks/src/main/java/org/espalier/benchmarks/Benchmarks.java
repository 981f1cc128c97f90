package org.espalier.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.espalier.benchmarks.arms.Arms;
import org.espalier.benchmarks.parity.Parity;
import org.espalier.benchmarks.peer.StepTimes;

/** The command line of the benchmarks. */
public final class Benchmarks {
    private static final String USAGE = "usage: benchmarks/run parity FIXTURES | steps | arms [burgers] [darcy]";

    private Benchmarks() {}

    /** Runs one benchmark; exit code 0 if what it checks holds, 1 if not, 2 if it was called wrongly. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        boolean held =
                switch (name) {
                    case "parity" -> Parity.run(Path.of(arguments[1]));
                    case "steps" -> StepTimes.run(Path.of(System.getProperty("espalier.cache")));
                    case "arms" ->
                        Arms.run(
                                Path.of(System.getProperty("espalier.root")),
                                List.of(arguments).subList(1, arguments.length));
                    default -> {
                        System.err.println(USAGE);
                        System.exit(2);
                        yield false;
                    }
                };
        System.exit(held ? 0 : 1);
    }
}
