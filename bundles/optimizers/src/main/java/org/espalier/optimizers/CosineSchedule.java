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

/**
 * A rate that rises linearly through a warm-up, then falls along half a cosine to a floor at the run's end.
 *
 * <p>Source: Loshchilov, Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, without restarts.
 */
@Component(service = Schedule.class)
@Plugin(name = "cosine")
@Doc("a learning rate that rises through a warm-up, then falls along half a cosine to a floor")
public final class CosineSchedule implements Schedule<CosineSchedule.Settings> {
    /** Settings of {@code cosine}. */
    public record Settings(
            @Doc("share of the learning rate that is left at the run's end") @Range(min = 0, max = 1) @Default("0")
                    double floor,
            @Doc("optimizer steps through which the rate rises linearly; the last of them has the full rate")
                    @Range(min = 0)
                    @Default("0")
                    long warmUp) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        long step = progress.step();
        if (step < settings.warmUp()) {
            return Rate.of((step + 1.0) / settings.warmUp(), state);
        }
        double falling = Math.max(1, progress.steps() - settings.warmUp());
        double done = Math.min(1, (step - settings.warmUp()) / falling);
        // StrictMath: the last bit of a cosine differs between machines, and a run's weights with it.
        double height = (1 + StrictMath.cos(StrictMath.PI * done)) / 2;
        return Rate.of(settings.floor() + (1 - settings.floor()) * height, state);
    }
}
