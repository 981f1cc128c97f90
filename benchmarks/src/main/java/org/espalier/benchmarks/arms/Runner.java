package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs arms with the archive's own {@code bin/espalier}, one process each; a run that has finished is not run again. */
final class Runner {
    private final Path espalier;
    private final Path jobs;
    private final Path runs;

    /**
     * A runner.
     *
     * @param espalier the start script
     * @param jobs     folder of job files
     * @param runs     folder of runs, kept between calls
     */
    Runner(Path espalier, Path jobs, Path runs) {
        this.espalier = espalier;
        this.jobs = jobs;
        this.runs = runs;
    }

    /** The outcome of an arm under a seed. */
    Outcome run(Arm arm, int seed) throws IOException, InterruptedException {
        Arm seeded = arm.seeded(seed);
        Path run = runs.resolve(seeded.name()).resolve("1");
        if (!Outcome.finished(run)) {
            delete(runs.resolve(seeded.name()));
            train(seeded);
        }
        Outcome outcome = Outcome.read(run);
        System.out.printf("%-36s held-out %.5f  %.1f s%n", seeded.name(), outcome.heldOut(), outcome.seconds());
        return outcome;
    }

    private void train(Arm arm) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                espalier.toString(), "run", jobs.resolve(arm.job()).toString(), "--runs", runs.toString(), "--quiet"));
        arm.settings().forEach((key, value) -> {
            command.add("--set");
            command.add(key + "=" + value);
        });
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(arm.name() + " ended with exit code " + exit);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
