package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.Supply;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Normaliser;
import org.espalier.host.training.Predictor;
import org.espalier.host.weights.Revision;

/**
 * A job's model on the outline of its data, with no other plugin asked for: what it takes to describe a network, and to predict
 * with it.
 */
public final class ModelAlone {
    private final Job job;
    private final BoundModel model;
    private final DataOutline outline;

    private ModelAlone(Job job, BoundModel model, DataOutline outline) {
        this.job = job;
        this.model = model;
        this.outline = outline;
    }

    /**
     * The model of a job.
     *
     * @param base the folder against which relative paths are resolved
     * @throws SettingsException if the model, or the source of its data, is not there or does not take its settings
     * @throws DataException     if the data says nothing of itself
     */
    public static ModelAlone of(Job job, Supply supply, Path base) throws DataException {
        var model = Found.find(supply, supply.registry().models(), job.model(), plugin -> plugin.settings());
        var source = Found.find(supply, supply.registry().data(), job.data(), DataSource::settings);
        return new ModelAlone(
                job,
                new BoundModel(model.plugin(), model.settings()),
                OutlinedData.of(source, job.data(), base).outline());
    }

    /** Sizes and what follows from them. */
    public DataSizing sizing() {
        return new DataSizing(model, outline, job.batch());
    }

    /** What the data is like. */
    public DataOutline outline() {
        return outline;
    }

    /** A predictor with a revision's weights. */
    public Predictor predictor(Revision revision, Normaliser normaliser) {
        return new Predictor(model, outline, job.workers(), revision, normaliser);
    }

    /** The model as Python source at these sizes, where its author gives it. */
    public Optional<String> torch(Dims dims) {
        return model.torch(dims, sizing().shapes(dims));
    }
}
