package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.training.DataSizing;

/** A job's model on the outline of its data, with no other plugin asked for: what it takes to describe a network. */
public final class ModelAlone {
    private final BoundModel model;
    private final DataSizing sizing;

    private ModelAlone(BoundModel model, DataSizing sizing) {
        this.model = model;
        this.sizing = sizing;
    }

    /**
     * The model of a job.
     *
     * @param base the folder against which relative paths are resolved
     * @throws SettingsException if the model, or the source of its data, is not there or does not take its settings
     * @throws DataException     if the data says nothing of itself
     */
    public static ModelAlone of(Job job, PluginRegistry registry, Path base) throws DataException {
        BoundModel model = with(
                registry.models(),
                job.model(),
                plugin -> new BoundModel(plugin, job.model().bind(plugin.settings())));
        try (Slot<DataSource<?>>.Lease lease = lease(registry.data(), job.data())) {
            DataOutline outline = outline(lease.plugin(), job.data(), base);
            return new ModelAlone(model, new DataSizing(model, outline, job.batch()));
        }
    }

    @SuppressWarnings("unchecked") // the binder has made the record from source.settings()
    private static DataOutline outline(DataSource<?> source, Choice choice, Path base) throws DataException {
        return ((DataSource<Record>) source).outline(choice.bind(source.settings()), base);
    }

    private static BoundModel with(Shelf<Model<?>> shelf, Choice choice, Function<Model<?>, BoundModel> bound) {
        try (Slot<Model<?>>.Lease lease = lease(shelf, choice)) {
            return bound.apply(lease.plugin());
        }
    }

    private static <T> Slot<T>.Lease lease(Shelf<T> shelf, Choice choice) {
        return shelf.lease(choice.type())
                .orElseThrow(() -> new SettingsException(
                        choice.key() + ".type", choice.type(), "no such " + shelf.kind() + " is there"));
    }

    /** Sizes and what follows from them. */
    public DataSizing sizing() {
        return sizing;
    }

    /** The model as Python source at these sizes, where its author gives it. */
    public Optional<String> torch(Dims dims) {
        Shapes shapes = sizing.shapes(dims);
        return model.torch(dims, shapes);
    }
}
