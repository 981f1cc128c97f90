package org.espalier.host.training;

import java.util.OptionalDouble;
import org.espalier.api.data.Split;
import org.espalier.api.model.Pass;
import org.espalier.host.growth.Trial;
import org.espalier.host.weights.Revision;

/** Trials on the first samples of the validation split. */
final class HeldOutTrial implements Trial {
    private final Programs programs;
    private final Passes passes;
    private final int samples;
    private final int[] first;

    HeldOutTrial(Programs programs, Passes passes, int samples) {
        this.programs = programs;
        this.passes = passes;
        this.samples = samples;
        this.first = new int[samples];
        for (int i = 0; i < samples; i++) {
            first[i] = i;
        }
    }

    @Override
    public double loss(Revision candidate) {
        return forward(candidate, passes.evaluation()).loss();
    }

    @Override
    public OptionalDouble outputDifference(Revision now, Revision candidate) {
        // As the program gives them: beside a large mean, which decoding adds, a change would look small or round away.
        float[] before = forward(now, passes.unrounded()).normalisedOutput();
        float[] after = forward(candidate, passes.unrounded()).normalisedOutput();
        double largest = 0;
        for (float value : after) {
            if (!Float.isFinite(value)) {
                throw new ArithmeticException("an output would be " + value);
            }
            largest = Math.max(largest, Math.abs(value));
        }
        if (before.length != after.length) {
            return OptionalDouble.empty();
        }
        double difference = 0;
        for (int i = 0; i < before.length; i++) {
            difference = Math.max(difference, Math.abs((double) before[i] - after[i]));
        }
        return OptionalDouble.of(difference == 0 ? 0 : difference / Math.max(largest, Float.MIN_NORMAL));
    }

    private PreparedBatch forward(Revision revision, Pass pass) {
        PreparedBatch batch = programs.get(revision.dims(), samples);
        batch.load(Split.VALIDATION, first, 0);
        batch.forward(revision.weights(), pass);
        return batch;
    }
}
