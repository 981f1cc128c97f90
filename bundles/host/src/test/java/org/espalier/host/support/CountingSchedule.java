package org.espalier.host.support;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;

/** A constant rate that counts its calls, and reads the state of every schema. */
public final class CountingSchedule implements Schedule<CountingSchedule.Settings> {
    /** Nothing to set. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        return Rate.of(1, state.with("calls", state.number("calls", 0) + 1));
    }

    @Override
    public PluginState restore(PluginState saved, int schema) {
        return saved;
    }
}
