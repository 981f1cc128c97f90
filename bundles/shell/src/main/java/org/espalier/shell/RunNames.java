package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;

/** From what people type for a run to its directory: a path, {@code job/n} below the folder of runs, or a job's last run. */
final class RunNames {
    /** What help says of a run's name. */
    static final String DESCRIPTION =
            "A run: its directory, job/n below the folder of runs, or a job for its last run that is no replay.";

    private static final int MOST_NAMED = 8;
    /** What a replay repeats; no other run has it. */
    private static final String REPLAYED = "replayed";

    private final Path work;
    private final Path runs;

    /** @param runs the folder of runs, absolute or below the caller's */
    RunNames(Path work, Path runs) {
        this.work = work;
        this.runs = work.resolve(runs);
    }

    /**
     * The run's directory; of a job that of the last run that is no replay.
     *
     * @param verb who asks
     * @throws RefusedException if there is none, with the names of some that there are
     */
    Path find(String verb, String run) throws RefusedException {
        return find(verb, run, all -> all);
    }

    /**
     * The same, but of a job the last run that has a checkpoint: one that is still making its data, or was stopped meanwhile,
     * is no news of the job. Where none has any, the last run.
     *
     * @param passedOver told that the last run was passed over, and for which
     */
    Path findTrained(String verb, String run, Consumer<String> passedOver) throws RefusedException {
        return find(verb, run, all -> {
            List<Path> trained = all.stream().filter(RunNames::hasCheckpoint).toList();
            if (trained.isEmpty()) return all;
            if (!last(trained).equals(last(all))) {
                passedOver.accept(verb + ": " + id(last(all)) + " has no checkpoint; this is of " + id(last(trained)));
            }
            return trained;
        });
    }

    /** Whether it names a run that is kept here. */
    boolean has(String run) {
        try {
            return Stream.of(work.resolve(run), runs.resolve(run))
                    .anyMatch(folder -> isRun(folder) || !runsOf(folder).isEmpty());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Path find(String verb, String run, UnaryOperator<List<Path>> eligible) throws RefusedException {
        try {
            for (Path candidate : List.of(work.resolve(run), runs.resolve(run))) {
                if (isRun(candidate)) return candidate;
                List<Path> all =
                        runsOf(candidate).stream().filter(one -> !isReplay(one)).toList();
                if (!all.isEmpty()) return last(eligible.apply(all));
            }
        } catch (InvalidPathException e) {
            throw new RefusedException(verb, "", "'" + run + "' cannot be a path: " + e.getReason());
        }
        throw new RefusedException(
                verb, "", "no run '" + run + "': it is neither a run's directory nor a name below " + runs + known());
    }

    private static Path last(List<Path> runs) {
        return runs.get(runs.size() - 1);
    }

    private static String id(Path run) {
        return run.getParent().getFileName() + "/" + run.getFileName();
    }

    private static boolean hasCheckpoint(Path run) {
        // Named by its step once it is whole; written under another name before.
        return folders(run.resolve("checkpoints")).stream()
                .anyMatch(folder -> folder.getFileName().toString().matches("[0-9].*"));
    }

    private static boolean isRun(Path directory) {
        return Files.isRegularFile(directory.resolve("job.yaml"));
    }

    /** Whether a run repeats another one: it is called by its own name alone, since whoever names the job means what was trained. */
    static boolean isReplay(Path directory) {
        return Files.isDirectory(directory.resolve(REPLAYED));
    }

    private static List<Path> runsOf(Path job) {
        return folders(job).stream()
                .filter(run -> number(run) >= 0 && isRun(run))
                .sorted(Comparator.comparingLong(RunNames::number))
                .toList();
    }

    private static long number(Path run) {
        String name = run.getFileName().toString();
        return name.matches("[0-9]{1,18}") ? Long.parseLong(name) : -1;
    }

    /** The runs below the folder of runs, {@code job/n}, jobs sorted and runs in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Path job : folders(runs)) {
            runsOf(job).forEach(run -> names.add(id(run)));
        }
        return names;
    }

    /** The shortest name under which a run is found again from the caller's folder. */
    static String shortest(Run run, Session session) {
        Path usual = session.work().resolve("runs").resolve(run.id());
        boolean found = usual.toAbsolutePath()
                .normalize()
                .equals(session.work().resolve(run.directory()).toAbsolutePath().normalize());
        return found ? run.id() : session.shown(run.directory());
    }

    private String known() {
        List<String> names = names();
        if (names.isEmpty()) return ", where there is none";
        int from = Math.max(0, names.size() - MOST_NAMED);
        return "; there are " + (from > 0 ? "…, " : "") + String.join(", ", names.subList(from, names.size()));
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) return List.of();
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
