package org.espalier.api.optimize;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The prepared form of an {@link Optimizer} for one parameter; it holds constants and scratch, never state of the run.
 *
 * <p>Plugin authors implement it. Hot: called for every span of every parameter at every step, from several threads on
 * disjoint spans. It allocates nothing. Plain loops over {@code i} from {@code from} to {@code to} that index every array
 * by {@code i} alone are what the JIT compiler vectorises. What it throws ends the run as FAILED, to be resumed from its
 * last checkpoint.
 */
@ConsumerType
public interface UpdateRule extends AutoCloseable {
    /**
     * Updates entries [from, to) in place.
     *
     * @param weights   all values of the parameter
     * @param gradient  all its gradients, clipped; may be overwritten within the span
     * @param moments   its moments, in the order of {@link Optimizer#moments}, each as long as the weights
     * @param from      first entry
     * @param to        end, exclusive
     * @param rate      learning rate now, after the schedule
     * @param age       updates that every entry of the span has had, this one included; at least 1
     * @param constants what {@link Optimizer#constants} gave
     */
    void update(
            float[] weights,
            float[] gradient,
            float[][] moments,
            int from,
            int to,
            double rate,
            long age,
            double[] constants);

    @Override
    default void close() {}
}
