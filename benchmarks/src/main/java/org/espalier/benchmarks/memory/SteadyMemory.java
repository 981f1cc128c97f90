package org.espalier.benchmarks.memory;

import java.io.IOException;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.OperatorRun;
import org.espalier.benchmarks.operators.TorchWeights;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;

/** Whether a thousand steps of an operator, its epochs and their evaluations included, leave memory as they found it. */
public final class SteadyMemory {
    private static final OperatorCase OPERATOR = new OperatorCase("memory", 2, 32, 32, 12, 20);
    private static final int WARM_UP = 200;
    private static final int STEPS = 1000;
    private static final int STEPS_PER_EPOCH = 50;
    private static final long HEAP_SLACK = 500_000;
    private static final long RESIDENT_SLACK_MB = 32;
    private static final int WORKERS = 2;

    private SteadyMemory() {}

    /** Prints the footprints before and after; whether they are the same but for what the JVM itself does. */
    public static boolean run() throws PluginFaultException, DivergedException, IOException {
        FieldArrays data = FieldArrays.noise(OPERATOR, 4, STEPS_PER_EPOCH, 1);
        TorchWeights weights = TorchWeights.random(OPERATOR, 1);
        try (Trainer trainer =
                OperatorRun.begin(OPERATOR, data, weights, 1e-3, (WARM_UP + STEPS) / STEPS_PER_EPOCH, WORKERS)) {
            steps(trainer, WARM_UP);
            Footprint before = Footprint.now();
            System.out.println("after " + WARM_UP + " steps:  " + before);
            steps(trainer, STEPS);
            Footprint after = Footprint.now();
            System.out.println("after " + (WARM_UP + STEPS) + " steps: " + after);
            System.out.printf(
                    "%d bytes of heap allocated per step%n", (after.allocated() - before.allocated()) / STEPS);
            return after.heap() <= before.heap() + HEAP_SLACK
                    && after.tracked() <= before.tracked()
                    && after.resident() <= before.resident() + RESIDENT_SLACK_MB;
        }
    }

    private static void steps(Trainer trainer, int count) throws DivergedException {
        for (int i = 0; i < count; i++) {
            trainer.step();
        }
    }
}
