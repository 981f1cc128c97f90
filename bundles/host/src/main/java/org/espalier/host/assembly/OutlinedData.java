package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.plugins.Slot;

/** A job's data source with its settings, and what it has said the data will be like. */
public final class OutlinedData {
    private final DataSource<Record> source;
    private final Record settings;
    private final Slot<?> slot;
    private final DataOutline outline;

    private OutlinedData(DataSource<Record> source, Record settings, Slot<?> slot, DataOutline outline) {
        this.source = source;
        this.settings = settings;
        this.slot = slot;
        this.outline = outline;
    }

    /** Asks a source, which may read the user's files for it. */
    @SuppressWarnings("unchecked") // the binder has made the record from source.settings()
    static OutlinedData of(Found<DataSource<?>> found, Choice choice, Path base) throws DataException {
        var source = (DataSource<Record>) found.plugin();
        try {
            DataOutline outline = Objects.requireNonNull(source.outline(found.settings(), base), "null");
            return new OutlinedData(source, found.settings(), found.slot(), outline);
        } catch (SettingsException e) {
            throw new SettingsException("data." + e.key(), e.value(), e.why());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("data", choice.type(), "its outline threw " + e);
        }
    }

    /** Whether it is of this source, under the same settings. */
    boolean isOf(Found<?> found) {
        return slot == found.slot() && settings.equals(found.settings());
    }

    /** What the data will be like. */
    public DataOutline outline() {
        return outline;
    }

    /**
     * How text becomes tokens, if it does.
     *
     * @throws SettingsException if the source fails to say so
     */
    public Optional<Tokenizer> tokenizer() {
        try {
            return Objects.requireNonNull(source.tokenizer(settings), "null");
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("data", slot.name(), "its tokenizer threw " + e);
        }
    }

    /** Holds the source in place; empty if it has gone. */
    public Optional<? extends Slot<?>.Lease> hold() {
        return slot.hold();
    }

    /** Makes the data ready. */
    Dataset open(DataContext context) throws DataException, InterruptedException {
        return source.open(settings, context);
    }
}
