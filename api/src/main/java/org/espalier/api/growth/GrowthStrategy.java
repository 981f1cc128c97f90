package org.espalier.api.growth;

import java.util.List;
import java.util.Set;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way of growing: a pure function from what it sees, its settings and its state to what to grow and why.
 *
 * <p>Plugin authors implement it and register it as an OSGi service with {@code @Component} and {@code @Plugin}. It holds
 * nothing that changes between calls: the host keeps its state, saves it, and may send the next call to another object.
 *
 * <p>The host calls on a guard thread, one call at a time per run (several runs may call one object at once), with a
 * deadline of 10 s unless the job says otherwise; the time of a probe does not count, and the thread of a call that is late
 * is interrupted and given up. Decisions are asked for between two steps, on the job's cadence: what they throw, or a
 * missed deadline, is journalled and counts as "keep" with the state unchanged, and after three faults in a row the entry
 * is asked no more until another service has the strategy's place, or, once the run is resumed, another version. Before a
 * run, when its job is checked, it is born or it goes on, a fault refuses the job or ends the run. When a plugin or a setting
 * of a running job changes, the whole job is checked once more between two steps; a fault then refuses the change alone, and
 * the run goes on as it was.
 *
 * @param <S> the settings: a record whose components carry {@code @Doc}, {@code @Range}, {@code @Default}, {@code @OneOf}
 */
@ConsumerType
public interface GrowthStrategy<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /** What to grow now, and why. The same arguments must give an equal decision. */
    Decision decide(StepView seen, S settings, PluginState state);

    /**
     * How the claimed dims stand, for people who ask what would grow: one line each, such as
     * {@code layer.rank 5 of 64: explained .932 &gt; .900, stays}. Called with what {@code decide} is called with, after it and
     * only when somebody asks ({@code Run.plan}), with the step at which the strategy looks next and the weights of now. What it
     * throws costs these lines alone. By default none: the reason of the decision says it all.
     */
    default List<String> outlook(StepView seen, S settings, PluginState state) {
        return List.of();
    }

    /**
     * The state before the first decision, with the same promises as {@code decide}; called when a job is checked, before a
     * run and at every change of a running one, at a run's birth, and, for an entry whose strategy was not there then, before
     * its first decision.
     *
     * @throws SettingsException if the settings do not fit the claimed dims, such as a criterion that reads a spectrum
     *     where there is none; the job, or the change, is then refused
     */
    default PluginState begin(ModelView model, S settings) {
        return PluginState.empty();
    }

    /**
     * A state that another version of this plugin has saved, made readable for this one; called when the schema of
     * the state differs from the card's, as a run is resumed or this version takes another's place between two steps.
     *
     * @throws StateMismatchException if it cannot be read; the swap or resume is then refused
     */
    default PluginState restore(PluginState saved, int schema) throws StateMismatchException {
        throw new StateMismatchException(
                schema,
                "this version reads only its own schema; implement restore, or bring back the jar of schema " + schema);
    }

    /**
     * Whether these settings need a signal that the card names; those that they do not need are neither accumulated nor
     * shown. Asked before a run, and again when a plugin or a setting of a running job changes.
     *
     * @param signal one of the names in {@code @Plugin(sees = …)}
     */
    default boolean wants(String signal, S settings) {
        return true;
    }

    /**
     * The size at which the settings want a claimed dim to be when the run is born, before anything is initialized; by
     * default the size that the model or the data gives it. Called at a run's birth and whenever a job is checked,
     * which for a running one has no other effect; the size must be within the dim's limit and permitted, or the job, or the
     * change, is refused.
     */
    default int birth(Dim dim, S settings) {
        return dim.size();
    }

    /**
     * What in these settings will not do what it seems to in a run of this length, one line each, such as a size that is to
     * be taken after the end. Told when a run begins; it refuses nothing, and a fault costs these lines alone.
     *
     * @param epochs        epochs of the run
     * @param stepsPerEpoch optimizer steps of each
     */
    default List<String> warnings(S settings, long epochs, long stepsPerEpoch) {
        return List.of();
    }

    /**
     * What in these settings will not do what it seems to in the run ahead, one line each: the same, for whoever needs the
     * claimed dims or the job's cadence to tell. It is what the host calls; by default the warnings that settings and length
     * alone give.
     */
    default List<String> warnings(Prospect ahead, S settings) {
        return warnings(settings, ahead.epochs(), ahead.stepsPerEpoch());
    }

    /** The sizes of a dim that the settings alone foresee, so that an impossible one is refused before work starts. */
    default Set<Integer> foreseen(Dim dim, S settings) {
        return Set.of();
    }
}
