package org.espalier.host.growth;

import java.util.OptionalDouble;
import org.espalier.host.weights.Revision;

/** Runs revisions that are not published on held-out samples; on the training thread, leaving no trace in the run. */
public interface Trial {
    /** Mean loss on a fixed validation batch, in evaluation mode. */
    double loss(Revision candidate);

    /**
     * Largest difference between the outputs of two revisions on a fixed validation batch, relative to the largest output;
     * exactly 0 if they are bit-equal. Empty if they cannot be compared, as on different grids.
     *
     * @throws ArithmeticException if an output of the candidate is not finite
     */
    OptionalDouble outputDifference(Revision now, Revision candidate);
}
