package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;

/** From what people type for a run to its directory: a path, {@code job/n} below the folder of runs, or a job's last run. */
final class RunNames {
    /** What help says of a run's name. */
    static final String DESCRIPTION =
            "A run: its directory, job/n below the folder of runs, or a job for its last run.";

    private static final int MOST_NAMED = 8;
    private final Path work;
    private final Path runs;

    /** @param runs the folder of runs, absolute or below the caller's */
    RunNames(Path work, Path runs) {
        this.work = work;
        this.runs = work.resolve(runs);
    }

    /**
     * The run's directory.
     *
     * @param verb who asks
     * @throws RefusedException if there is none, with the names of some that there are
     */
    Path find(String verb, String run) throws RefusedException {
        try {
            for (Path candidate : List.of(work.resolve(run), runs.resolve(run))) {
                if (isRun(candidate)) return candidate;
                Optional<Path> last = last(candidate);
                if (last.isPresent()) return last.get();
            }
        } catch (InvalidPathException e) {
            throw new RefusedException(verb, "", "'" + run + "' cannot be a path: " + e.getReason());
        }
        throw new RefusedException(
                verb, "", "no run '" + run + "': it is neither a run's directory nor a name below " + runs + known());
    }

    private static boolean isRun(Path directory) {
        return Files.isRegularFile(directory.resolve("job.yaml"));
    }

    private static Optional<Path> last(Path job) {
        return runsOf(job).stream().max(Comparator.comparingLong(RunNames::number));
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
            runsOf(job).forEach(run -> names.add(job.getFileName() + "/" + run.getFileName()));
        }
        return names;
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
