package org.espalier.host.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights and layout between two growths. Its tensors change their values, never their shapes or addresses. */
public final class Revision {
    private final long number;
    private final Dims dims;
    private final Layout layout;
    private final Map<String, Tensor> tensors;
    private final Parameters weights = name -> tensor(name).array();
    private final Parameters gradients = this::gradient;

    /**
     * A revision of these tensors.
     *
     * @param number  0 at a run's birth
     * @param dims    all dims of the run, the data's included
     * @param layout  the model's layout at these dims
     * @param tensors one per parameter of the layout
     */
    public Revision(long number, Dims dims, Layout layout, Collection<Tensor> tensors) {
        this.number = number;
        this.dims = dims;
        this.layout = layout;
        this.tensors = new LinkedHashMap<>();
        tensors.forEach(t -> this.tensors.put(t.parameter().name(), t));
    }

    /**
     * A revision whose tensors are made one by one. Should one fail, those made before it are freed again.
     *
     * @param tensor makes the tensor of a parameter, or gives that of a revision which shares it
     * @param shared revisions whose tensors stay when one fails
     */
    public static Revision make(
            long number, Dims dims, Layout layout, Function<Parameter, Tensor> tensor, Revision... shared) {
        List<Tensor> made = new ArrayList<>();
        try {
            layout.parameters().forEach(parameter -> made.add(tensor.apply(parameter)));
        } catch (RuntimeException | Error e) {
            new Revision(number, dims, layout, made).closeUnless(shared);
            throw e;
        }
        return new Revision(number, dims, layout, made);
    }

    /** 0 at a run's birth, one more with every growth. */
    public long number() {
        return number;
    }

    /** All dims of the run. */
    public Dims dims() {
        return dims;
    }

    /** The parameters. */
    public Layout layout() {
        return layout;
    }

    /** The tensors in layout order. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** The tensor of that name. */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter is named " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** The weights as programs see them. */
    public Parameters weights() {
        return weights;
    }

    /** The gradients as programs add to them. */
    public Parameters gradients() {
        return gradients;
    }

    private INDArray gradient(String name) {
        Tensor tensor = tensor(name);
        if (!tensor.trained()) {
            throw new IllegalArgumentException(
                    name + " is " + tensor.parameter().kind() + " and has no gradient");
        }
        return tensor.gradientArray();
    }

    /** Frees the native memory of every tensor that none of the other revisions shares. */
    public void closeUnless(Revision... others) {
        Set<Tensor> kept = new HashSet<>();
        for (Revision other : others) {
            kept.addAll(other.tensors.values());
        }
        tensors.values().stream().filter(t -> !kept.contains(t)).forEach(Tensor::close);
    }

    /** Frees all native memory. */
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
