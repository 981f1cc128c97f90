package org.espalier.host.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of one run, {@code runs/<job>/<n>}.
 *
 * @param path   the directory, absolute
 * @param job    the job's name
 * @param number the run's number, from 1
 */
public record RunDirectory(Path path, String job, int number) {
    /** In the folder of a run that repeats another: what it repeats. */
    public static final String REPLAYED = "replayed";

    private static final String BASE = "base.txt";
    private static final String JOB = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String NUMBER = "[1-9][0-9]{0,8}";

    /** Whether a run repeats another, and so does not stand for its job. */
    public static boolean isReplay(Path run) {
        return Files.isDirectory(run.resolve(REPLAYED));
    }

    /**
     * Makes the directory of the job's next run. Two processes never get the same one.
     *
     * @param runs the folder of all runs; made if it is absent
     * @param job  the job's name: letters, digits, '-', '_', '.', at most 64, beginning with a letter or digit
     */
    public static RunDirectory create(Path runs, String job) throws IOException {
        Path folder = Files.createDirectories(folder(runs, job));
        int number = last(runs, job).map(RunDirectory::number).orElse(0) + 1;
        while (true) {
            Path path = folder.resolve(Integer.toString(number));
            try {
                Files.createDirectory(path);
                Files.createDirectory(path.resolve("checkpoints"));
                Files.createDirectory(path.resolve("samples"));
                Disk.local().syncDirectory(path);
                Disk.local().syncDirectory(folder);
                return new RunDirectory(path, job, number);
            } catch (FileAlreadyExistsException e) {
                number++;
            }
        }
    }

    /** A run that is there: {@code <n>} below {@code <job>}, with a job file; NoSuchFileException if it is none. */
    public static RunDirectory open(Path directory) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        Path parent = path.getParent();
        if (parent == null
                || parent.getFileName() == null
                || !path.getFileName().toString().matches(NUMBER)
                || !parent.getFileName().toString().matches(JOB)
                || !Files.isRegularFile(path.resolve("job.yaml"))) {
            throw new NoSuchFileException(directory.toString(), null, "is no run: a run is <job>/<n> with a job.yaml");
        }
        String job = parent.getFileName().toString();
        return new RunDirectory(path, job, Integer.parseInt(path.getFileName().toString()));
    }

    /** The runs of a job, oldest first; those that were only begun, without a job file, included. */
    public static List<RunDirectory> all(Path runs, String job) throws IOException {
        Path folder = folder(runs, job);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.getFileName().toString().matches(NUMBER) && Files.isDirectory(p))
                    .map(p -> new RunDirectory(
                            p, job, Integer.parseInt(p.getFileName().toString())))
                    .sorted(Comparator.comparingInt(RunDirectory::number))
                    .toList();
        }
    }

    /** The job's run of the highest number. */
    public static Optional<RunDirectory> last(Path runs, String job) throws IOException {
        List<RunDirectory> all = all(runs, job);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Name and number, such as {@code darcy/1}. */
    public String id() {
        return job + "/" + number;
    }

    /** The job as it is run, resolved. */
    public Path jobFile() {
        return path.resolve("job.yaml");
    }

    /** Growth, swaps, settings, faults. */
    public Path journalFile() {
        return path.resolve("journal.jsonl");
    }

    /** Figures over steps. */
    public Path metricsFile() {
        return path.resolve("metrics.jsonl");
    }

    /** How the run ended. */
    public Path resultFile() {
        return path.resolve("result.json");
    }

    /** Arrays for reports. */
    public Path samples() {
        return path.resolve("samples");
    }

    /** The run's checkpoints; only those of this run are opened. */
    public Checkpoints checkpoints(Disk disk) {
        return new Checkpoints(path.resolve("checkpoints"), id(), disk);
    }

    /** The folder from which the paths in the run's job start. */
    public Path base() throws IOException {
        return Path.of(SmallFile.text(path.resolve(BASE)).strip());
    }

    /** Keeps the folder from which the paths in the run's job start. */
    public void writeBase(Path base) throws IOException {
        write(BASE, base.toString());
    }

    /** Writes one of the run's files whole: after a crash it holds either the old text or the new one. */
    public void write(String file, String text) throws IOException {
        Disk.local().replace(path.resolve(FileNames.checked(file)), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes away a directory in which no run has begun; what cannot be deleted stays, without a job file it is no run. */
    public void discard() throws IOException {
        List<Path> inner;
        try (Stream<Path> all = Files.walk(path)) {
            inner = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : inner) {
            Files.delete(entry);
        }
    }

    private static Path folder(Path runs, String job) {
        if (!job.matches(JOB)) {
            throw new IllegalArgumentException("\"" + job + "\" names no folder of runs");
        }
        return runs.toAbsolutePath().normalize().resolve(job);
    }
}
