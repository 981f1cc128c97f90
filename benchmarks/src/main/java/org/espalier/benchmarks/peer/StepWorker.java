package org.espalier.benchmarks.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program of a process that steps when it is told to: reads {@code step N} or {@code gradients N} from standard input and answers with
 * N pairs of loss and nanoseconds in one line. A process of its own gives each side the environment that suits it.
 */
public final class StepWorker {
    private StepWorker() {}

    /** Arguments: {@code own} or {@code torch}, and the words of a {@link Workload}. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Workload workload = Workload.of(words.subList(1, words.size()));
        try (Stepper stepper = words.get(0).equals("own") ? workload.own() : workload.torch();
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
