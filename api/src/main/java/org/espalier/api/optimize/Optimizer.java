package org.espalier.api.optimize;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.api.growth.Parameter;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A rule of update: a pure function from (weights, gradient, moments, ages) to weights and moments.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Its methods are called when a job is checked, at birth,
 * after every growth, and when a plugin or a setting of a running job changes, on the thread that starts the run or on the
 * run's own, by several runs at once; they must return at once. What they throw refuses the job or the change, or ends the run
 * as FAILED. The host keeps the moments (born zero, moved with their weights when a dim grows) and the ages, so that bias
 * correction counts from an entry's own birth.
 *
 * <p>Between two steps a run takes another optimizer in the place of one. A service of the same plugin name, such as an
 * updated version, goes on with moments and ages as they are if it keeps equal moments in the same order, and with the
 * constants that are there. A plugin of another name gets moments and ages if it keeps equal ones and neither it nor the one
 * before has constants. Anything else is refused, and the run goes on as it was, unless an operator asks for a fresh start:
 * then the parameters in question begin with moments of zero, ages and constants anew.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Optimizer<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * The moments that it keeps per entry, in the order in which {@link UpdateRule} gets them. Names, degrees and order are a
     * promise to later versions: by them alone the host knows whether another optimizer reads what is there, so a moment that
     * comes to mean something else gets another name. A checkpoint holds how many there are and numbers them, so a run is
     * resumed only by a version that keeps as many.
     */
    List<Moment> moments(S settings);

    /** The rate that a schedule's factor multiplies; greater than 0. */
    double rate(S settings);

    /** Whether an entry that is exactly zero can move; a multiplicative rule says false and is kept from zero-born entries. */
    default boolean movesExactZero(S settings) {
        return true;
    }

    /**
     * Steps per octave of the grid that it moves weights on, magnitudes 2^(n/steps) for whole n, where it does so by whole steps:
     * on a coarser one they would be lost, so a job that rounds updates to numbers without these is refused. Empty where any
     * number will do.
     */
    default OptionalInt stepsPerOctave(S settings) {
        return OptionalInt.empty();
    }

    /**
     * Constants of one parameter, such as a clamp from its scale; called at its birth and whenever it has grown, kept by
     * the host and saved. A version that takes the place of another goes on with those that are there, so their number and
     * meaning are a promise to later versions like the moments'. Called, too, to see whether there are any when an optimizer of
     * another name is to take over.
     *
     * @param weights its values in c-order, not to be kept
     */
    default double[] constants(Parameter parameter, float[] weights, S settings) {
        return new double[0];
    }

    /** The rule for one parameter. */
    UpdateRule prepare(Parameter parameter, S settings);
}
