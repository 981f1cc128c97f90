package org.espalier.host.plugins;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;

/** A schedule together with its settings. */
public final class BoundSchedule {
    private final Schedule<Record> schedule;
    private final Record settings;

    /** The schedule with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from schedule.settings()
    public BoundSchedule(Schedule<?> schedule, Record settings) {
        this.schedule = (Schedule<Record>) schedule;
        this.settings = schedule.settings().cast(settings);
    }

    /** The factor for the step to come. */
    public Rate rate(Progress progress, PluginState state) {
        return schedule.rate(progress, settings, state);
    }
}
