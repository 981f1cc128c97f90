package org.espalier.host.support;

import java.util.Set;
import java.util.function.Consumer;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;

/** The small perceptron with a hook in front of every function: what the hook throws, the function throws. */
public final class Hooked implements Model<TinyMlp.Settings> {
    /** A call. */
    public record Call(String function, Dims dims) {}

    private final TinyMlp model = new TinyMlp();
    private final Consumer<Call> hook;

    private final Set<String> taps;

    /** A model with that hook, which names these taps. */
    public Hooked(Consumer<Call> hook, String... taps) {
        this.hook = hook;
        this.taps = Set.of(taps);
    }

    @Override
    public Class<TinyMlp.Settings> settings() {
        return TinyMlp.Settings.class;
    }

    @Override
    public Dims dims(TinyMlp.Settings settings) {
        hook.accept(new Call("dims", Dims.of()));
        return model.dims(settings);
    }

    @Override
    public Dims complete(TinyMlp.Settings settings, Dims dims, Shapes batch) {
        hook.accept(new Call("complete", dims));
        return model.complete(settings, dims, batch);
    }

    @Override
    public int[] outputShape(TinyMlp.Settings settings, Dims dims, Shapes batch) {
        hook.accept(new Call("outputShape", dims));
        return model.outputShape(settings, dims, batch);
    }

    @Override
    public Layout layout(TinyMlp.Settings settings, Dims dims, Shapes batch) {
        hook.accept(new Call("layout", dims));
        return model.layout(settings, dims, batch);
    }

    @Override
    public Set<String> taps(TinyMlp.Settings settings, Dims dims) {
        hook.accept(new Call("taps", dims));
        return taps;
    }

    @Override
    public Cost cost(TinyMlp.Settings settings, Dims dims, Shapes batch) {
        hook.accept(new Call("cost", dims));
        return model.cost(settings, dims, batch);
    }

    @Override
    public Program prepare(TinyMlp.Settings settings, Dims dims, Shapes batch, Workspace workspace) {
        workspace.allocate(7);
        hook.accept(new Call("prepare", dims));
        return model.prepare(settings, dims, batch, workspace);
    }
}
