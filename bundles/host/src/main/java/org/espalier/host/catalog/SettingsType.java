package org.espalier.host.catalog;

import org.espalier.api.data.DataSource;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Initializer;
import org.espalier.api.model.Model;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.Schedule;

/** The settings record of a plugin of any kind; the API's plugin kinds share no supertype. */
final class SettingsType {
    private SettingsType() {}

    static Class<? extends Record> of(Object plugin) {
        if (plugin instanceof GrowthStrategy<?> strategy) {
            return strategy.settings();
        }
        if (plugin instanceof Model<?> model) {
            return model.settings();
        }
        if (plugin instanceof DataSource<?> source) {
            return source.settings();
        }
        if (plugin instanceof Optimizer<?> optimizer) {
            return optimizer.settings();
        }
        if (plugin instanceof Schedule<?> schedule) {
            return schedule.settings();
        }
        if (plugin instanceof Loss<?> loss) {
            return loss.settings();
        }
        if (plugin instanceof Initializer<?> initializer) {
            return initializer.settings();
        }
        if (plugin instanceof NumberSystem<?> numbers) {
            return numbers.settings();
        }
        throw new IllegalArgumentException("a " + plugin.getClass().getName() + " is no plugin of a kind known here");
    }
}
