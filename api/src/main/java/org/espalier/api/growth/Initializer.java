package org.espalier.api.growth;

import org.espalier.api.plugin.SettingsException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way for entries to be born: a pure function from (parameter, newborn region) to values.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. The host calls it at a run's birth and after every
 * growth by anybody, parameter by parameter in layout order, on the run's thread while training waits, so it must return
 * within seconds; nothing interrupts it. Where the optimizer never moves an exact zero it is called for a trial when the job
 * is checked, too, on the thread that starts the run. What it throws refuses the job, ends the birth or rolls the growth back.
 * Runs may call one object at once. Order of rules: the operation's own init, the job's initializer, the layout's default.
 *
 * <p>Growth keeps the function if entries that are new along an axis which the parameter calls silent
 * ({@link Parameter#silent}) are zero wherever an output that was there would hear them. That is the initializer's to see to,
 * with {@link Silence}: a plan that promises it is rolled back otherwise. Where the layout's own rule draws nothing
 * ({@link Newborn#rule}, {@link Init#draws}) it has its reasons, and an initializer that draws should leave it alone; what is a
 * matrix, and of what size, says {@link Parameter#matrix}.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface Initializer<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * Fills the newborn entries.
     *
     * @return whether it did; false leaves them to the layout's default
     */
    boolean initialize(Newborn newborn, S settings);

    /**
     * Refuses a layout that it cannot bear, so that nobody waits for data first; by default none. Called when a job is checked,
     * with the layout at birth, on the thread that starts the run, and between two steps when something of the job changes. It
     * draws nothing and returns at once.
     *
     * @throws SettingsException with its own setting, or {@code init} where none would do otherwise, and the parameter in its
     *                           reason
     */
    default void check(Layout layout, S settings) throws SettingsException {}
}
