package org.espalier.host.runs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.assembly.Assembly;
import org.jspecify.annotations.Nullable;

/** A run's data while it is open, and what another source must have in common with it. One thread. */
final class OpenData {
    private final Opening opening;
    private @Nullable Dataset current;
    private @Nullable Dataset next;
    private @Nullable Likeness likeness;

    /** Makes data ready. */
    interface Opening {
        /** Does it; may take minutes. */
        Dataset open(Assembly assembly) throws IOException, InterruptedException, DataException;
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

    OpenData(Opening opening) {
        this.opening = opening;
    }

    boolean isOpen() {
        return current != null;
    }

    /** The data that an assembly under way works with. */
    Dataset current() {
        return Objects.requireNonNull(next == null ? current : next, "no data is open");
    }

    /** Opens the data of an assembly aside. */
    void replace(Assembly assembly) throws IOException, InterruptedException, DataException {
        keep();
        Dataset opened = opening.open(assembly);
        Likeness now = Likeness.of(opened);
        if (likeness != null && !likeness.equals(now)) {
            opened.close();
            throw new SettingsException(
                    "data", assembly.job().data().type(), "has " + now + "; the run is one of " + likeness);
        }
        next = opened;
        likeness = now;
    }

    /** Goes on with what was in use. */
    void keep() {
        Dataset unused = next;
        next = null;
        if (unused != null) {
            unused.close();
        }
    }

    /** Goes on with what was opened aside, if anything was. */
    void settle() {
        if (next != null) {
            Dataset before = current;
            current = next;
            next = null;
            if (before != null) {
                before.close();
            }
        }
    }

    void close() {
        Dataset before = current;
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
