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
 * A rate that is cut when validation loss has not improved for some epochs. It reads the loss once per epoch; before the
 * first evaluation it waits, after that a loss that is not a number counts as no improvement.
 */
@Component(service = Schedule.class)
@Plugin(name = "plateau")
@Doc("a learning rate that is cut when validation loss has not improved for some epochs")
public final class PlateauSchedule implements Schedule<PlateauSchedule.Settings> {
    private static final String FACTOR = "factor";
    private static final String BEST = "best";
    private static final String STALLED = "stalled-epochs";
    private static final String EPOCH = "epoch";

    /** Settings of {@code plateau}. */
    public record Settings(
            @Doc("epochs without improvement of the validation loss that bring a cut") @Range(min = 1) @Default("10")
                    int patience,
            @Doc("factor of a cut on the learning rate") @Range(min = 0, max = 1) @Default("0.5") double factor,
            @Doc("smallest share of the learning rate that cuts leave") @Range(min = 0, max = 1) @Default("1e-3")
                    double min,
            @Doc("fall below the best validation loss, relative to it, that counts as improvement")
                    @Range(min = 0, max = 1)
                    @Default("1e-4")
                    double tolerance) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Rate rate(Progress progress, Settings settings, PluginState state) {
        double factor = state.number(FACTOR, 1);
        double loss = progress.heldOutLoss();
        double best = state.number(BEST, Double.NaN);
        boolean read = progress.epoch() > state.number(EPOCH, 0);
        if (!read || Double.isNaN(best) && Double.isNaN(loss)) {
            return Rate.of(factor, state);
        }
        PluginState next = state.with(EPOCH, progress.epoch());
        if (Double.isNaN(best) || loss < best - settings.tolerance() * Math.abs(best)) {
            return Rate.of(factor, next.with(BEST, loss).with(STALLED, 0));
        }
        double stalled = state.number(STALLED, 0) + 1;
        if (stalled < settings.patience()) {
            return Rate.of(factor, next.with(STALLED, stalled));
        }
        double cut = Math.max(settings.min(), factor * settings.factor());
        return Rate.of(cut, next.with(FACTOR, cut).with(STALLED, 0));
    }
}
