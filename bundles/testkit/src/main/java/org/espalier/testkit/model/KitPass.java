package org.espalier.testkit.model;

import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass that nobody taps and that rounds nothing.
 *
 * @param training whether a backward pass follows
 */
record KitPass(boolean training) implements Pass {
    @Override
    public RandomStream random() {
        return RandomStream.of(1, "pass");
    }

    @Override
    public void statistic(String parameter, INDArray value) {
        // Statistics are the host's to commit; here no step is.
    }

    @Override
    public boolean wants(String tap) {
        return false;
    }

    @Override
    public void tap(String tap, INDArray values) {
        throw new AssertionError(
                "forward or backward handed out the tap " + tap + ", which nobody wants. Ask pass.wants first.");
    }

    @Override
    public boolean rounds(Site site) {
        return false;
    }

    @Override
    public void round(Site site, String tensor, INDArray values) {
        throw new AssertionError("A pass that rounds nothing was asked to round " + tensor + " at " + site
                + ". Ask pass.rounds(site) first.");
    }
}
