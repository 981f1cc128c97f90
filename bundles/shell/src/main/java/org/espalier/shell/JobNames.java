package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;

/** From what people type for a job to its file: a path, or a name in the installation's {@code jobs/}. */
final class JobNames {
    private final Path work;
    private final Path jobs;

    JobNames(Path work, Path home) {
        this.work = work;
        this.jobs = home.resolve("jobs");
    }

    /**
     * The job's file.
     *
     * @throws RefusedException if there is none, with the names that there are
     */
    Path find(String job) throws RefusedException {
        try {
            Path file = work.resolve(job);
            if (Files.isRegularFile(file)) return file;
            if (!isPath(job)) {
                Path named = jobs.resolve(job + ".yaml");
                if (Files.isRegularFile(named)) return named;
            }
        } catch (InvalidPathException e) {
            throw new RefusedException("run", "", "'" + job + "' cannot be a path: " + e.getReason());
        }
        throw new RefusedException(
                "run",
                "",
                isPath(job)
                        ? "no job file " + job
                        : "no job '" + job + "': it is neither a file here nor a name in " + jobs + known());
    }

    private static boolean isPath(String job) {
        return job.contains("/") || job.contains("\\") || job.endsWith(".yaml") || job.endsWith(".yml");
    }

    private String known() {
        List<String> names = names();
        return names.isEmpty() ? ", which has none" : "; there are " + String.join(", ", names);
    }

    /** The names in the installation's {@code jobs/}, sorted. */
    List<String> names() {
        try (Stream<Path> files = Files.list(jobs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
