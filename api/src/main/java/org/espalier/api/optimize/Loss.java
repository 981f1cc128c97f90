package org.espalier.api.optimize;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A distance between outputs and targets: a pure function to a number and its gradient.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. It is prepared when a job is checked, on the thread
 * that starts the run, and on the run's own for new shapes and when a plugin or a setting changes; runs may call one object
 * at once. What it throws refuses the job or the change, or ends the run as FAILED, to be resumed from its last checkpoint; in
 * the trial of a growth it rolls the growth back. It sees physical values: where the host normalises targets it decodes outputs
 * first.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Loss<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * The prepared form for batches of a shape.
     *
     * @param outputShape  shape of one sample's output, without the batch axis
     * @param targetShape  shape of one sample's target, without the batch axis
     * @param periodic     whether the domain is periodic, for losses that take derivatives
     */
    Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, S settings);

    /**
     * A loss for one shape; it may hold scratch. Plugin authors implement it. Hot: called at every step, one thread at a
     * time; it allocates nothing.
     */
    @ConsumerType
    interface Measure {
        /**
         * The loss of each sample.
         *
         * @param output   outputs, [samples, …] in c-order
         * @param target   targets, [samples, …] in c-order
         * @param samples  how many samples to take from the front
         * @param each     where each sample's loss goes
         * @param gradient where the gradient of the mean over these samples goes, as long as the outputs; an empty array
         *     for none
         */
        void evaluate(float[] output, float[] target, int samples, double[] each, float[] gradient);

        /**
         * How many classes outputs score: labels must be below it; 0, as by default, where they score none. The host refuses data with
         * more classes before work starts.
         */
        default int classes() {
            return 0;
        }

        /**
         * Further figures that say how good outputs are, such as {@code accuracy}: by name, each the mean over these samples. The
         * host asks in evaluation only, averages over a split, and puts them beside the loss in metrics and test results;
         * nothing is trained or decided by them. None by default.
         */
        default Map<String, Double> figures(float[] output, float[] target, int samples) {
            return Map.of();
        }
    }
}
