package org.espalier.benchmarks.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;

/**
 * The program of a process that steps when it is told to: reads {@code step N} or {@code gradients N} from standard input and answers with
 * N pairs of loss and nanoseconds in one line. A process of its own gives each side the environment that suits it.
 */
public final class StepWorker {
    static final double RATE = 1e-3;
    static final int BATCHES = 8;
    private static final int STEPS = 20_000;
    private static final long SEED = 7;

    private StepWorker() {}

    /** Arguments: {@code own} or {@code torch}, threads, and an operator's name, axes, points, width, modes and batch. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        OperatorCase operator = new OperatorCase(
                arguments[2],
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]));
        TorchWeights weights = TorchWeights.random(operator, SEED);
        FieldArrays data = FieldArrays.noise(operator, BATCHES, STEPS, SEED);
        try (Stepper stepper = arguments[0].equals("own")
                        ? new OwnStepper(operator, weights, data, RATE, threads)
                        : new TorchStepper(operator, weights, data, RATE, threads, BATCHES);
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            serve(stepper, commands);
        }
    }

    private static void serve(Stepper stepper, BufferedReader commands) throws Exception {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            boolean update = words[0].equals("step");
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                long start = System.nanoTime();
                double loss = update ? stepper.step() : stepper.gradients();
                answer.append(loss)
                        .append(' ')
                        .append(System.nanoTime() - start)
                        .append(' ');
            }
            System.out.println(answer);
            System.out.flush();
        }
    }
}
