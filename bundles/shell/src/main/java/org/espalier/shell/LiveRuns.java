package org.espalier.shell;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Answer.Fit;

/**
 * From what people type for a run to one of this container's: its directory, {@code job/n} wherever it is kept, or a job for its
 * last run.
 */
final class LiveRuns {
    /** What help says of such a name. */
    static final String DESCRIPTION =
            "A run of the container: its directory, job/n, or a job for its last run that is no replay; not needed if there is"
                    + " only one.";

    private final Session session;
    private final Path runs;

    /** @param runs the folder of runs, absolute or below the caller's */
    LiveRuns(Session session, Path runs) {
        this.session = session;
        this.runs = session.work().resolve(runs);
    }

    /** Whether a run has ended. */
    static boolean over(Run run) {
        return switch (run.status()) {
            case FINISHED, STOPPED, FAILED -> true;
            default -> false;
        };
    }

    /** The runs that go on in a container, oldest first. */
    static List<Run> going(Session session) {
        return session.runs().list().stream().filter(run -> !over(run)).toList();
    }

    /** How well a run of that name is known here. */
    Fit fit(String name) {
        return session.runs().list().stream()
                .map(run -> fit(run, name))
                .max(Fit::compareTo)
                .orElse(Fit.UNKNOWN);
    }

    /** The same for verbs that take runs of the caller's folder, too: a namesake elsewhere counts only where that has none. */
    Fit fitBesideFolder(String name) {
        Fit fit = fit(name);
        return fit == Fit.NAME && new RunNames(session.work(), runs).has(name) ? Fit.UNKNOWN : fit;
    }

    /** Whether that is the run that such a verb is about. */
    boolean haveBesideFolder(String name) {
        return fitBesideFolder(name).compareTo(Fit.NAME) >= 0;
    }

    /**
     * The run of that name; of a job the last one, rather one that goes on.
     *
     * @param verb who asks
     * @param name what was typed; empty for the only run that goes on
     * @throws RefusedException if there is none, or several have that name, with the names that there are
     */
    Run find(String verb, String name) throws RefusedException {
        if (name.isEmpty()) return only(verb);
        Fit best = fit(name);
        if (best.compareTo(Fit.UNKNOWN) <= 0) {
            throw new RefusedException(verb, "", "the container has no run '" + name + "'" + known());
        }
        List<Run> found = new ArrayList<>(session.runs().list());
        found.removeIf(run -> fit(run, name) != best);
        Collections.reverse(found);
        Run last = found.get(0);
        for (Run other : found) {
            if (other.id().equals(last.id()) && !other.directory().equals(last.directory())) {
                throw new RefusedException(
                        verb,
                        "",
                        "'" + name + "' may be " + last.directory() + " or " + other.directory()
                                + "; give the directory");
            }
        }
        return last;
    }

    private Run only(String verb) throws RefusedException {
        List<Run> going = going(session);
        if (going.size() == 1) return going.get(0);
        throw new RefusedException(
                verb, "", going.isEmpty() ? "no run goes on in the container" : "which RUN? There are" + names(going));
    }

    private String known() {
        List<Run> all = session.runs().list();
        return all.isEmpty() ? ", and no other" : "; there are" + names(all);
    }

    private static String names(List<Run> runs) {
        return runs.stream().map(Run::id).collect(Collectors.joining(", ", " ", ""));
    }

    private Fit fit(Run run, String name) {
        boolean ofJob = !RunNames.isReplay(session.work().resolve(run.directory()));
        boolean directory = isAt(run, session.work(), name, ofJob) || isAt(run, runs, name, ofJob);
        boolean named = run.id().equals(name) || ofJob && run.id().startsWith(name + "/");
        if (!directory && !named) return Fit.UNKNOWN;
        if (over(run)) return Fit.ENDED;
        return directory ? Fit.DIRECTORY : Fit.NAME;
    }

    /** @param ofJob whether the folder of its job will do */
    private static boolean isAt(Run run, Path folder, String name, boolean ofJob) {
        try {
            Path typed = real(folder.resolve(name));
            Path directory = real(run.directory());
            return typed.equals(directory) || ofJob && typed.equals(directory.getParent());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
