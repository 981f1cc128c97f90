package org.espalier.api.optimize;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A rule of update: a pure function from (weights, gradient, moments, ages) to weights and moments.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Its methods are called when a job is checked, at birth
 * and after every growth, on the thread that starts the run or on the run's own, by several runs at once; they must return
 * at once. What they throw refuses the job or ends the run as FAILED. The host keeps the moments (born zero, moved with
 * their weights when a dim grows) and the ages, so that bias correction counts from an entry's own birth.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Optimizer<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /** The moments that it keeps per entry, in the order in which {@link UpdateRule} gets them. */
    List<Moment> moments(S settings);

    /** The rate that a schedule's factor multiplies; greater than 0. */
    double rate(S settings);

    /** Whether an entry that is exactly zero can move; a multiplicative rule says false and is kept from zero-born entries. */
    default boolean movesExactZero(S settings) {
        return true;
    }

    /**
     * Constants of one parameter, such as a clamp from its scale; called at its birth and whenever it has grown, kept by
     * the host and saved.
     *
     * @param weights its values in c-order, not to be kept
     */
    default double[] constants(Parameter parameter, float[] weights, S settings) {
        return new double[0];
    }

    /** The rule for one parameter. */
    UpdateRule prepare(Parameter parameter, S settings);
}
