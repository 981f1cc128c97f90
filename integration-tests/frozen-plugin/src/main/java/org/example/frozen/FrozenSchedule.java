package org.example.frozen;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.osgi.service.component.annotations.Component;

/** A rate that falls linearly to a half. */
@Component(service = Schedule.class)
@Plugin(name = "frozen")
public final class FrozenSchedule implements Schedule<FrozenSchedule.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        double done = (double) progress.step() / progress.steps();
        return Rate.of(1 - done / 2, state.with("calls", state.number("calls", 0) + 1));
    }
}
