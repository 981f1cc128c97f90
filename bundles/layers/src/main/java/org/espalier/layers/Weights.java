package org.espalier.layers;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.model.Parameters;
import org.osgi.annotation.versioning.ProviderType;

/** The parameters that a program's layers use, bound anew whenever the host hands in other tensors. */
@ProviderType
public final class Weights {
    private final Workers workers;
    private final List<Weight> all = new ArrayList<>();

    /** None yet. */
    public Weights(Workers workers) {
        this.workers = workers;
    }

    /** A parameter of which every gradient entry is computed by one worker. */
    public Weight owned(String name, int length) {
        return add(new Weight(name, length, /* trained= */ true, null));
    }

    /** A parameter that is not trained and has no gradient. */
    public Weight frozen(String name, int length) {
        return add(new Weight(name, length, /* trained= */ false, null));
    }

    /** A parameter to whose gradient every worker contributes. */
    public Weight summed(String name, int length) {
        return add(new Weight(name, length, /* trained= */ true, workers.allocate(workers.count(), length)));
    }

    private Weight add(Weight weight) {
        if (weight.length() > 0) {
            all.add(weight);
        }
        return weight;
    }

    /** Looks up the values; before anything else of a forward pass. */
    public void bind(Parameters weights) {
        for (Weight weight : all) {
            weight.bind(weights);
        }
    }

    /** Looks up the gradients; before anything else of a backward pass. */
    public void bindGradients(Parameters into) {
        for (Weight weight : all) {
            weight.bindGradients(into);
        }
    }

    /** Zeroes a worker's partial gradients; each worker calls it before it adds its first. */
    public void clear(int worker) {
        for (Weight weight : all) {
            weight.clear(worker, workers.blas(worker));
        }
    }

    /** Adds the partial gradients to the gradients; one thread, after all workers have ended. */
    public void collect() {
        for (Weight weight : all) {
            weight.collect(workers.count(), workers.blas(0));
        }
    }
}
