package org.espalier.host.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobDifferences;
import org.espalier.host.runs.HostedRuns;
import org.espalier.host.runs.JobOrigin;
import org.espalier.host.runs.orders.Adjustable;

/**
 * The job files of the runs that go on here. When one changes, its runs say what it says otherwise now and which of it may
 * change while they train; a run whose file says {@code follow: true} takes it over, all of it or nothing. One thread.
 */
final class JobFiles {
    private final HostedRuns runs;
    private final Courier courier;
    private final LongSupplier clock;
    private final Map<Run, Followed> followed = new HashMap<>();

    JobFiles(HostedRuns runs, Courier courier, LongSupplier clock) {
        this.runs = runs;
        this.courier = courier;
        this.clock = clock;
    }

    /** A run's job file, and the job as of it that the run has. */
    private static final class Followed {
        private final JobOrigin origin;
        private final FileWatch watch;
        private volatile Job taken;
        /** Whether the run has not answered yet; what the file says meanwhile is looked at afterwards. */
        private volatile boolean asked;

        Followed(JobOrigin origin, LongSupplier clock) {
            this.origin = origin;
            this.watch = new FileWatch(clock);
            this.taken = origin.job();
            origin.stamp().ifPresent(stamp -> watch.know(origin.file(), stamp));
        }
    }

    /** Looks whether a file is otherwise. */
    void look() {
        followed.keySet().removeIf(run -> !LiveRuns.goesOn(run));
        for (Run run : runs.list()) {
            Optional<JobOrigin> origin = LiveRuns.goesOn(run) ? runs.origin(run) : Optional.empty();
            if (origin.isPresent()) {
                Followed file = followed.computeIfAbsent(run, of -> new Followed(origin.get(), clock));
                if (!file.asked
                        && !file.watch.changed(List.of(origin.get().file())).isEmpty()) {
                    take(run, file);
                }
            }
        }
    }

    private void take(Run run, Followed file) {
        Path path = file.origin.file();
        String where = shown(path);
        Cause cause = Cause.of(where, "the job file has changed");
        try {
            Job next = runs.read(file.origin);
            JobDifferences differences = JobDifferences.between(file.taken, next);
            if (differences.changes().isEmpty()) {
                return;
            }
            String all = differences.changes().stream()
                    .map(change -> change.line() + (may(change, differences) ? " (may change)" : " (may not)"))
                    .collect(Collectors.joining(", "));
            String says = where + " says otherwise now: " + all;
            boolean whole = differences.changes().stream().allMatch(change -> may(change, differences));
            if (!next.follow()) {
                courier.note(
                        run, cause, "job-changed", says + "; without 'follow: true' in it the run takes nothing over");
            } else if (!whole) {
                courier.complain(run, cause, says + "; a run takes its file over as a whole or not at all");
            } else {
                file.asked = true;
                courier.bring(run, differences.settings(), cause, e -> new RefusedException(where, e.key(), e.why()))
                        .whenComplete((taken, thrown) -> {
                            if (Boolean.TRUE.equals(taken)) {
                                file.taken = next;
                            }
                            file.asked = false;
                        });
            }
        } catch (RefusedException e) {
            courier.complain(run, cause, e.getMessage());
        } catch (SettingsException e) {
            courier.complain(run, cause, where + ": " + e.getMessage());
        }
    }

    private static boolean may(Changed change, JobDifferences differences) {
        return Adjustable.mayChange(change.key()) && differences.settings().containsKey(change.key());
    }

    /** The file with the folder that it is in, {@code jobs/darcy.yaml}. */
    private static String shown(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Path folder = parent == null ? null : parent.getFileName();
        return folder == null
                ? file.toString()
                : folder.resolve(file.getFileName()).toString();
    }
}
