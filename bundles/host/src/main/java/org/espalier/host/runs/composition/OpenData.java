package org.espalier.host.runs.composition;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.OutlinedData;
import org.espalier.host.plugins.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A run's data while it is open, its source held in place as long, and what another source must have in common with it. One
 * thread.
 */
public final class OpenData {
    private final Opening opening;
    private @Nullable Held current;
    private @Nullable Held next;
    private @Nullable Likeness likeness;

    /** Makes data ready. */
    public interface Opening {
        /** Does it; may take minutes. */
        Dataset open(Assembly assembly) throws IOException, InterruptedException, DataException;
    }

    /** Open data, with its source held in place. */
    private record Held(OutlinedData source, Dataset data, Slot<?>.Lease lease) {
        void close() {
            try {
                data.close();
            } finally {
                lease.close();
            }
        }
    }

    /** What makes a sample's place in the run mean the same, whoever supplies it. */
    private record Likeness(int train, int validation, int test, String shapes) {
        static Likeness of(Dataset data) {
            return new Likeness(
                    data.count(Split.TRAIN),
                    data.count(Split.VALIDATION),
                    data.count(Split.TEST),
                    Arrays.toString(data.inputShape(data.dims())) + " to "
                            + Arrays.toString(data.targetShape(data.dims())));
        }

        @Override
        public String toString() {
            return train + " + " + validation + " + " + test + " samples of " + shapes;
        }
    }

    /** No data yet. */
    public OpenData(Opening opening) {
        this.opening = opening;
    }

    boolean isOpen() {
        return current != null;
    }

    /** The data that an assembly under way works with. */
    Dataset current() {
        return Objects.requireNonNull(next == null ? current : next, "no data is open")
                .data();
    }

    /** Who supplies the data that is open. */
    Optional<OutlinedData> source() {
        return Optional.ofNullable(current).map(Held::source);
    }

    /**
     * Opens the data of an assembly aside.
     *
     * @return whether its source was there still
     */
    boolean replace(Assembly assembly) throws IOException, InterruptedException, DataException {
        keep();
        // Not held meanwhile: it may take minutes, for which nobody who stops its bundle should wait.
        Dataset opened = opening.open(assembly);
        Optional<? extends Slot<?>.Lease> lease = assembly.data().hold();
        if (lease.isEmpty()) {
            opened.close();
            return false;
        }
        next = new Held(assembly.data(), opened, lease.get());
        checkLikeness(assembly, Likeness.of(opened));
        return true;
    }

    private void checkLikeness(Assembly assembly, Likeness now) {
        if (likeness != null && !likeness.equals(now)) {
            keep();
            throw new SettingsException(
                    "data", assembly.job().data().type(), "has " + now + "; the run is one of " + likeness);
        }
        likeness = now;
    }

    /** Goes on with what was in use. */
    void keep() {
        Held unused = next;
        next = null;
        if (unused != null) {
            unused.close();
        }
    }

    /** Goes on with what was opened aside, if anything was. */
    void settle() {
        if (next != null) {
            Held before = current;
            current = next;
            next = null;
            if (before != null) {
                before.close();
            }
        }
    }

    void close() {
        Held before = current;
        current = null;
        try {
            keep();
        } finally {
            if (before != null) {
                before.close();
            }
        }
    }
}
