package org.espalier.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pass in training or evaluation that rounds nothing, or records what it was asked to round and rounds it to itself; and taps. */
public final class TestPass implements Pass {
    final boolean training;
    final boolean rounding;
    /** What was rounded, in order. */
    public final List<String> rounded = new ArrayList<>();

    /** What was tapped, of the taps that are wanted. */
    public final Map<String, float[]> tapped = new LinkedHashMap<>();

    private final Set<String> wanted;

    /** A pass that wants no taps. */
    public TestPass(boolean training, boolean rounding) {
        this(training, rounding, Set.of());
    }

    /** A pass that wants some taps. */
    public TestPass(boolean training, boolean rounding, Set<String> wanted) {
        this.training = training;
        this.rounding = rounding;
        this.wanted = wanted;
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public RandomStream random() {
        return RandomStream.of(1, "pass");
    }

    @Override
    public void statistic(String parameter, INDArray value) {
        throw new UnsupportedOperationException("no statistics here");
    }

    @Override
    public boolean wants(String tap) {
        return wanted.contains(tap);
    }

    @Override
    public void tap(String tap, INDArray values) {
        if (!wanted.contains(tap)) {
            throw new UnsupportedOperationException("nobody wants " + tap);
        }
        tapped.put(tap, TestWorkspace.read(values));
    }

    @Override
    public boolean rounds(Site site) {
        return rounding;
    }

    @Override
    public void round(Site site, String tensor, INDArray values) {
        rounded.add(site + " " + tensor);
    }
}
