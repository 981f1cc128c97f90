package org.espalier.api.data;

import java.util.List;
import org.espalier.api.growth.Dims;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What settings alone say of samples: how many, at which sizes, of which shapes.
 *
 * <p>Plugin authors implement it. Immutable and thread-safe; its methods must return at once. What they throw refuses the
 * job, or ends the run as FAILED.
 *
 * <p>Fields are channels-last: a 2-D field of c channels at resolution n is [n, n, c] in c-order.
 */
@ConsumerType
public interface DataOutline {
    /** Samples in a split. */
    int count(Split split);

    /** The sizes that the data can be given at, such as {@code resolution}, at the size where training starts. */
    Dims dims();

    /** Shape of one sample's input at these sizes, without the batch axis. */
    int[] inputShape(Dims dims);

    /** Shape of one sample's target at these sizes, without the batch axis. */
    int[] targetShape(Dims dims);

    /**
     * The vocabulary: how many tokens there are, where inputs are tokens as whole numbers from 0; 0, as by default, where they
     * are anything else or nobody knows. Models are checked against it before work starts.
     */
    default int vocabulary() {
        return 0;
    }

    /**
     * How many classes there are, where targets are classes: labels are whole numbers from 0 below it; 0, as by default, where targets
     * are anything else or nobody knows. A job whose loss scores
     * fewer is refused before work starts.
     */
    default int classes() {
        return 0;
    }

    /** The sizes at which a trained model is tested, in order; they may lie above the limits of {@link #dims()}. */
    default List<Dims> tests() {
        return List.of(dims());
    }
}
