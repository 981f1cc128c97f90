package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.Job;
import org.espalier.host.job.PluginKey;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.plugins.Supply;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Normaliser;
import org.espalier.host.training.Predictor;
import org.espalier.host.weights.Revision;

/**
 * A job's model on the outline of its data, with no other plugin asked for but, where outputs are wanted, the number system: what it
 * takes to describe a network, and to predict with it.
 */
public final class ModelAlone {
    private final Job job;
    private final BoundModel model;
    private final OutlinedData data;
    private final Supply supply;

    private ModelAlone(Job job, BoundModel model, OutlinedData data, Supply supply) {
        this.job = job;
        this.supply = supply;
        this.model = model;
        this.data = data;
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
                OutlinedData.of(source, job.data(), base),
                supply);
    }

    /** Sizes and what follows from them. */
    public DataSizing sizing() {
        return new DataSizing(model, outline(), job.batch());
    }

    /** What the data is like. */
    public DataOutline outline() {
        return data.outline();
    }

    /** The name of the model, for people. */
    public String model() {
        return job.model().type();
    }

    /** The name of the data, for people. */
    public String data() {
        return job.data().type();
    }

    /** Whether the model says that it can go on with a text, and gives scores of the data's tokens. */
    public boolean autoregressive(Dims dims) {
        int[] input = outline().inputShape(dims);
        int[] scores = {input[0], outline().vocabulary()};
        return outline().vocabulary() > 0
                && Predictor.length(input) == input[0]
                && model.autoregressive()
                && Arrays.equals(scores, model.outputShape(dims, sizing().shapes(dims)));
    }

    /** How text becomes the data's tokens; empty where they are no text. */
    public Optional<Tokenizer> tokenizer() {
        return data.tokenizer();
    }

    /**
     * What tensors are rounded to: outputs are those of the numbers in which the run has trained.
     *
     * @throws SettingsException if the number system is not there or does not take its settings
     */
    public Precision precision() {
        Choice choice = job.precision();
        if (choice.type().equals(PluginKey.PRECISION.fallback())) {
            return Precision.float32();
        }
        var found = Found.find(supply, supply.registry().numbers(), choice, plugin -> plugin.settings());
        return Precision.of(job, Optional.of(new BoundNumbers(found.plugin(), found.settings())));
    }

    /** A predictor with a revision's weights. */
    public Predictor predictor(Revision revision, Normaliser normaliser) {
        return new Predictor(model, outline(), job.workers(), precision(), revision, normaliser);
    }

    /** A predictor for single samples, by the calling thread alone, so that results are the same on any number of cores. */
    public Predictor singly(Revision revision, Normaliser normaliser) {
        return new Predictor(model, outline(), 1, precision(), revision, normaliser);
    }

    /** The model as Python source at these sizes, where its author gives it. */
    public Optional<String> torch(Dims dims) {
        return model.torch(dims, sizing().shapes(dims));
    }
}
