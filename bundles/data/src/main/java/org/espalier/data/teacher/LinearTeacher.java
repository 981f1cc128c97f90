package org.espalier.data.teacher;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.api.plugin.RandomStream;

/** A matrix M = Σ s·u·vᵀ with given singular values s; its singular vectors u and v are drawn, orthonormal on both sides. */
final class LinearTeacher implements Teacher {
    /** Name in random streams and jobs. */
    static final String NAME = "linear-teacher";

    private final List<Double> spectrum;
    private final double[][] left;
    private final double[][] right;
    private final int inputs;
    private final int outputs;

    LinearTeacher(int inputs, int outputs, List<Double> spectrum, long seed) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.spectrum = spectrum;
        RandomStream random = RandomStream.of(seed, NAME + "/weights");
        this.left = Orthonormal.rows(spectrum.size(), outputs, random.at(0));
        this.right = Orthonormal.rows(spectrum.size(), inputs, random.at(1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("spectrum", spectrum.toString());
        return facts;
    }

    @Override
    public void answer(double[] input, double[] output) {
        Arrays.fill(output, 0);
        for (int term = 0; term < left.length; term++) {
            double along = spectrum.get(term) * Orthonormal.dot(right[term], input);
            for (int i = 0; i < output.length; i++) {
                output[i] += along * left[term][i];
            }
        }
    }
}
