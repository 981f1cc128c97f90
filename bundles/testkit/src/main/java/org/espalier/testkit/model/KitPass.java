package org.espalier.testkit.model;

import java.util.Map;
import java.util.Set;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass that rounds nothing.
 *
 * @param training whether a backward pass follows
 * @param wanted   the taps that are looked at
 * @param reported how often each of them was handed out
 */
record KitPass(boolean training, Set<String> wanted, Map<String, Integer> reported) implements Pass {
    /** A pass that nobody taps. */
    static KitPass untapped(boolean training) {
        return new KitPass(training, Set.of(), Map.of());
    }

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
        return wanted.contains(tap);
    }

    @Override
    public void tap(String tap, INDArray values) {
        if (!wants(tap)) {
            throw new AssertionError(
                    "forward or backward handed out the tap " + tap + ", which nobody wants. Ask pass.wants first.");
        }
        reported.merge(tap, 1, Integer::sum);
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
