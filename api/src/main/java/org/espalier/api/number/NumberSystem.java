package org.espalier.api.number;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A number system: a pure function from (tensor, site) to the nearest representable tensor.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Its methods are called when a job is checked and
 * whenever tensors take shape, on the thread that starts the run or on the run's own, by several runs at once; they must
 * return at once, and what they throw refuses the job, rolls the growth back or ends the run. It holds neither scales nor
 * tensors: the host keeps the scales that {@link Rounder#fit} gives and freezes those of stored weights between growths.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface NumberSystem<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * Whether it rounds at a site at all; everywhere unless it says otherwise. Where it does not, values stay float32, and the
     * methods below are not called for that site.
     */
    default boolean rounds(Site site, S settings) {
        return true;
    }

    /** What the system can represent at a site. */
    NumberTraits traits(Site site, S settings);

    /**
     * What hardware for it does to multiply two numbers, the base of estimates of energy; floating point unless it says
     * otherwise.
     */
    default Multiplication multiplication(S settings) {
        return Multiplication.FLOAT;
    }

    /**
     * The prepared form for one tensor at one site.
     *
     * @param shape the tensor's shape; groups that share a scale follow from it
     */
    Rounder prepare(int[] shape, Site site, S settings);
}
