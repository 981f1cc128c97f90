package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs arms under several seeds with the archive's own {@code bin/espalier}, one process each; a run that has finished is not run again. */
public final class Runner {
    private static final List<Integer> SEEDS = List.of(1, 2, 3);

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
    private Runner(Path espalier, Path jobs, Path runs) {
        this.espalier = espalier;
        this.jobs = jobs;
        this.runs = runs;
    }

    /** A runner of the archive that is unpacked in {@code distribution/target/espalier} below the project's root. */
    public static Runner of(Path root) throws IOException {
        return new Runner(
                root.resolve("distribution/target/espalier/bin/espalier"),
                root.resolve("benchmarks/jobs"),
                Files.createDirectories(root.resolve("benchmarks/target/arms")));
    }

    /** The folder of runs. */
    public Path runs() {
        return runs;
    }

    /** The outcomes of an arm, one for each seed. */
    public List<Outcome> run(Arm arm) throws IOException, InterruptedException {
        return run(arm, SEEDS);
    }

    /** The outcomes of an arm under certain seeds. */
    public List<Outcome> run(Arm arm, List<Integer> seeds) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (int seed : seeds) {
            outcomes.add(run(arm, seed));
        }
        return outcomes;
    }

    private Outcome run(Arm arm, int seed) throws IOException, InterruptedException {
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
        call(arm.name(), command, ProcessBuilder.Redirect.DISCARD);
    }

    /** What the controls of an arm's runs gave, seed by seed; controls that have been trained are not trained again. */
    public List<List<Controlled>> controls(String arm) throws IOException, InterruptedException {
        List<List<Controlled>> controls = new ArrayList<>();
        for (int seed : SEEDS) {
            controls.add(Controlled.read(printed(arm, seed, "controls", List.of("--quiet", "--json"))));
        }
        return controls;
    }

    /** What an arm's runs took in energy by the estimate's model, seed by seed. */
    public List<Energy> energy(String arm) throws IOException, InterruptedException {
        List<Energy> energy = new ArrayList<>();
        for (int seed : SEEDS) {
            energy.add(Energy.read(printed(arm, seed, "energy", List.of("--json"))));
        }
        return energy;
    }

    /** What a verb prints of a finished run, kept beside it. */
    private Path printed(String arm, int seed, String verb, List<String> options)
            throws IOException, InterruptedException {
        Path folder = runs.resolve(arm + "-s" + seed);
        Path printed = folder.resolve(verb + ".jsonl");
        if (!Files.exists(printed)) {
            Path part = folder.resolve(verb + ".part");
            List<String> command = new ArrayList<>(
                    List.of(espalier.toString(), verb, folder.resolve("1").toString()));
            command.addAll(options);
            call(arm, command, ProcessBuilder.Redirect.to(part.toFile()));
            Files.move(part, printed);
        }
        return printed;
    }

    private static void call(String arm, List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(arm + " ended with exit code " + exit);
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
