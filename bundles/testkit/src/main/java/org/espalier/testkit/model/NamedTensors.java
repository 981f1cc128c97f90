package org.espalier.testkit.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Parameters;
import org.espalier.testkit.PlainWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors by name, in memory of a workspace. */
public final class NamedTensors implements Parameters {
    private final TestWorkspace workspace;
    private final Map<String, INDArray> byName = new LinkedHashMap<>();

    /** None yet. */
    public NamedTensors(TestWorkspace workspace) {
        this.workspace = workspace;
    }

    /** All weights of a layout, each in its shape. */
    public static NamedTensors of(PlainWeights weights, TestWorkspace workspace) {
        NamedTensors tensors = new NamedTensors(workspace);
        for (Parameter parameter : weights.layout().parameters()) {
            tensors.with(parameter.name(), weights.get(parameter.name()), parameter.shape());
        }
        return tensors;
    }

    /** Adds a tensor, or replaces it by another object. */
    public NamedTensors with(String name, float[] values) {
        byName.put(name, workspace.array(values, values.length));
        return this;
    }

    /** Adds a tensor of a shape, or replaces it by another object. */
    public NamedTensors with(String name, float[] values, int[] shape) {
        long[] axes = Arrays.stream(shape).asLongStream().toArray();
        byName.put(name, workspace.array(values, axes.length == 0 ? new long[] {1} : axes));
        return this;
    }

    /** Tensors of the same names and sizes, all zero. */
    public NamedTensors zeros() {
        NamedTensors zeros = new NamedTensors(workspace);
        byName.forEach((name, array) -> {
            int length = (int) array.length();
            // An empty array has no axes of its own.
            zeros.byName.put(name, workspace.array(new float[length], length == 0 ? new long[] {0} : array.shape()));
        });
        return zeros;
    }

    @Override
    public INDArray get(String name) {
        INDArray array = byName.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no tensor is named " + name);
        }
        return array;
    }

    /** Their names. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** A copy of a tensor's values. */
    public float[] values(String name) {
        return TestWorkspace.read(get(name));
    }

    /** A copy of a tensor's values in double precision. */
    public double[] doubles(String name) {
        return Numbers.doubles(values(name));
    }
}
