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
    private final Choice resolved;
    private final Slot<?> slot;
    private final DataOutline outline;

    private OutlinedData(Found<DataSource<?>> found, DataSource<Record> source, Choice choice, DataOutline outline) {
        this.source = source;
        this.settings = found.settings();
        this.resolved = found.resolved(choice);
        this.slot = found.slot();
        this.outline = outline;
    }

    /** Asks a source, which may read the user's files for it. */
    @SuppressWarnings("unchecked") // the binder has made the record from source.settings()
    static OutlinedData of(Found<DataSource<?>> found, Choice choice, Path base) throws DataException {
        var source = (DataSource<Record>) found.plugin();
        try {
            DataOutline outline = Objects.requireNonNull(source.outline(found.settings(), base), "null");
            return new OutlinedData(found, source, choice, outline);
        } catch (SettingsException e) {
            throw new SettingsException("data." + e.key(), e.value(), e.why());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("data", choice.type(), "its outline threw " + e);
        }
    }

    /**
     * Whether it is of this source, under the same settings. The records themselves are not compared: the JDK's equals of records
     * keeps the class of the last one that it compared, and with it the class loader of a bundle that has gone.
     */
    boolean isOf(Found<?> found, Choice choice) {
        return slot == found.slot() && resolved.equals(found.resolved(choice));
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
