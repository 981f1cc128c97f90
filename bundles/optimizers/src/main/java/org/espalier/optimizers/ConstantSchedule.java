package org.espalier.optimizers;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.osgi.service.component.annotations.Component;

/** The optimizer's own rate throughout. */
@Component(service = Schedule.class)
@Plugin(name = "constant")
@Doc("the optimizer's own learning rate throughout")
public final class ConstantSchedule implements Schedule<ConstantSchedule.Settings> {
    /** Settings of {@code constant}: none. */
    public record Settings() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        return Rate.of(1, state);
    }
}
