package org.espalier.host.plugins;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;

/** A schedule together with its card and its settings. */
public final class BoundSchedule {
    private final Schedule<Record> schedule;
    private final Record settings;
    private final int schema;

    /**
     * The schedule with a value of its own settings record.
     *
     * @param schema schema of its state
     */
    @SuppressWarnings("unchecked") // the binder has made the record from schedule.settings()
    public BoundSchedule(Schedule<?> schedule, Record settings, int schema) {
        this.schedule = (Schedule<Record>) schedule;
        this.settings = schedule.settings().cast(settings);
        this.schema = schema;
    }

    /** The factor for the step to come. */
    public Rate rate(Progress progress, PluginState state) {
        return schedule.rate(progress, settings, state);
    }

    /**
     * A saved state as this version of the schedule reads it.
     *
     * @throws PluginFaultException if it was saved under a schema that this version does not read
     */
    public PluginState read(PluginState saved, int savedSchema) throws PluginFaultException {
        if (savedSchema == schema) {
            return saved;
        }
        PluginState read;
        try {
            read = schedule.restore(saved, savedSchema);
        } catch (StateMismatchException e) {
            throw new PluginFaultException("of schema " + schema + " cannot go on from a " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            throw new PluginFaultException("could not restore a state of schema " + savedSchema + ": " + e, e);
        }
        if (read == null) {
            throw new PluginFaultException("restored a state of schema " + savedSchema + " as null", null);
        }
        return read;
    }

    /** Schema of the state that it writes. */
    public int schema() {
        return schema;
    }
}
