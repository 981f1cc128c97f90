package org.espalier.host.runs.composition;

import java.util.Set;
import org.espalier.api.data.DataException;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.JobFile;

/**
 * What a run is to be composed of next, and what may be given up for it.
 *
 * @param next    the job to be
 * @param fresh   keys of places whose state may be dropped
 * @param anew    whether it is dropped there also where it could be read
 * @param touched keys of places at which newcomers that were refused are looked at again
 * @param insists whether it is refused if such a newcomer does not fit; else whoever serves now serves on
 */
public record Wish(JobFile next, Set<String> fresh, boolean anew, Set<String> touched, boolean insists) {
    /** The same job, of whoever serves now. */
    static Wish follow(JobFile job) {
        return new Wish(job, Set.of(), false, Set.of(), true);
    }

    /** Other settings; a newcomer that was refused over a state is wanted only if something is said of that state. */
    public static Wish set(JobFile next, Set<String> touched, Set<String> keys) {
        return new Wish(next, Set.of(), false, touched, keys.stream().anyMatch(key -> key.endsWith(".state")));
    }

    /** Another plugin at one place, or another look at a newcomer there. */
    public static Wish swap(JobFile next, String key, boolean fresh) {
        return new Wish(next, fresh ? Set.of(key) : Set.of(), true, Set.of(key), true);
    }

    /** What a fork begins with: whatever cannot be read begins anew. */
    public static Wish fork(JobFile next, Set<String> places) {
        return new Wish(next, places, false, Set.of(), true);
    }

    /** What a user hears of a change that came to nothing. */
    RefusedException refusal(Throwable cause) {
        if (cause instanceof SettingsException e) {
            return next.refusal(e);
        }
        return cause instanceof DataException
                ? new RefusedException(next.file().toString(), "data", String.valueOf(cause.getMessage()))
                : new RefusedException(next.file().toString(), "", "a plugin failed: " + cause);
    }

    /** Whether the state of a place may be dropped. */
    boolean mayDrop(String place) {
        return fresh.contains(place);
    }

    /** Whether the state of a place is dropped though whoever serves there could read it. */
    boolean drops(String place) {
        return anew && fresh.contains(place);
    }
}
