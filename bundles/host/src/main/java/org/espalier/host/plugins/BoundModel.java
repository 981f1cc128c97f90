package org.espalier.host.plugins;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.SettingsException;

/**
 * A model together with its settings: functions of sizes and shapes alone. What these throw comes as a SettingsException, so that
 * a broken model is a refusal like any other.
 */
public final class BoundModel {
    private final Model<Record> model;
    private final Record settings;

    /** The model with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from model.settings()
    public BoundModel(Model<?> model, Record settings) {
        this.model = (Model<Record>) model;
        this.settings = model.settings().cast(settings);
    }

    /** Its settings record. */
    public Class<? extends Record> settings() {
        return model.settings();
    }

    /** The same model with other settings. */
    public BoundModel with(Record others) {
        return new BoundModel(model, others);
    }

    /** Sizes at birth. */
    public Dims dims() {
        return ask("dims", () -> model.dims(settings));
    }

    /** The model's dims made whole for these shapes. */
    public Dims complete(Dims dims, Shapes shapes) {
        return ask("complete", () -> model.complete(settings, dims, shapes));
    }

    /** Shape of one sample's output. */
    public int[] outputShape(Dims dims, Shapes shapes) {
        return ask("outputShape", () -> model.outputShape(settings, dims, shapes));
    }

    /** Whether it can go on with a text. */
    public boolean autoregressive() {
        return ask("autoregressive", () -> model.autoregressive(settings));
    }

    /** The parameters at these sizes. */
    public Layout layout(Dims dims, Shapes shapes) {
        return ask("layout", () -> model.layout(settings, dims, shapes));
    }

    /** The taps that its programs report. */
    public Set<String> taps(Dims dims) {
        return ask("taps", () -> Set.copyOf(model.taps(settings, dims)));
    }

    /** What one forward pass costs. */
    public Cost cost(Dims dims, Shapes shapes) {
        return ask("cost", () -> model.cost(settings, dims, shapes));
    }

    /** The model as Python source, where its author gives it. */
    public Optional<String> torch(Dims dims, Shapes shapes) {
        return ask("torch", () -> model.torch(settings, dims, shapes));
    }

    /** The prepared form. */
    public Program prepare(Dims dims, Shapes shapes, Workspace workspace) {
        return model.prepare(settings, dims, shapes, workspace);
    }

    private <T> T ask(String what, Supplier<T> question) {
        try {
            return Objects.requireNonNull(question.get(), "null");
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("model", model.getClass().getSimpleName(), "its " + what + " threw " + e);
        }
    }
}
