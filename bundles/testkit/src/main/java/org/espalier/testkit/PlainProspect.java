package org.espalier.testkit;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Prospect;

/**
 * A {@link Prospect} of plain values: all dims are claimed, and each strategy is asked once an epoch unless {@link #asked} says
 * otherwise.
 *
 * @param dims          the claimed dims
 * @param layout        the parameters
 * @param epochs        epochs of the run
 * @param stepsPerEpoch optimizer steps of each
 * @param every         optimizer steps from one decision to the next
 */
public record PlainProspect(List<Dim> dims, Layout layout, long epochs, long stepsPerEpoch, long every)
        implements Prospect {
    /** A run of that length with these dims, and no parameters. */
    public static PlainProspect of(long epochs, long stepsPerEpoch, Dim... dims) {
        return new PlainProspect(List.of(dims), Layout.of(), epochs, stepsPerEpoch, stepsPerEpoch);
    }

    /** The same with a decision every so many steps. */
    public PlainProspect asked(long steps) {
        return new PlainProspect(dims, layout, epochs, stepsPerEpoch, steps);
    }

    @Override
    public Dims allDims() {
        return Dims.of(dims);
    }
}
