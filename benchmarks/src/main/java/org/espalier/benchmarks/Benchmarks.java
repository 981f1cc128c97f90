package org.espalier.benchmarks;

import java.nio.file.Path;
import org.espalier.benchmarks.memory.SteadyMemory;
import org.espalier.benchmarks.parity.Parity;
import org.espalier.benchmarks.peer.StepTimes;

/** The command line of the benchmarks. */
public final class Benchmarks {
    private static final String USAGE = "usage: benchmarks/run parity FIXTURES | steps | memory";

    private Benchmarks() {}

    /** Runs one benchmark; exit code 0 if what it checks holds, 1 if not, 2 if it was called wrongly. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        boolean held =
                switch (name) {
                    case "parity" -> Parity.run(Path.of(arguments[1]));
                    case "steps" -> StepTimes.run(Path.of(System.getProperty("espalier.cache")));
                    case "memory" -> SteadyMemory.run();
                    default -> {
                        System.err.println(USAGE);
                        System.exit(2);
                        yield false;
                    }
                };
        System.exit(held ? 0 : 1);
    }
}
