package org.espalier.models;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pass in training or evaluation that rounds nothing, or records what it was asked to round and rounds it to itself. */
final class TestPass implements Pass {
    final boolean training;
    final boolean rounding;
    final List<String> rounded = new ArrayList<>();

    TestPass(boolean training, boolean rounding) {
        this.training = training;
        this.rounding = rounding;
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
        return false;
    }

    @Override
    public void tap(String tap, INDArray values) {
        throw new UnsupportedOperationException("nobody wants " + tap);
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
