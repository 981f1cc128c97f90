package org.espalier.optimizers;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/** A rate that is multiplied by a factor every so many epochs. */
@Component(service = Schedule.class)
@Plugin(name = "step")
@Doc("a learning rate that is multiplied by a factor every so many epochs")
public final class StepSchedule implements Schedule<StepSchedule.Settings> {
    /** Settings of {@code step}. */
    public record Settings(
            @Doc("epochs from one change to the next") @Range(min = 1) @Default("100") int every,
            @Doc("factor of a change on the learning rate") @Range(min = 0, max = 1) @Default("0.5") double factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        return Rate.of(StrictMath.pow(settings.factor(), Math.floorDiv(progress.epoch(), settings.every())), state);
    }
}
