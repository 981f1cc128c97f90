package org.espalier.data.spirals;

import java.nio.file.Path;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.data.ClassTarget;
import org.espalier.data.generated.Counts;
import org.osgi.service.component.annotations.Component;

/**
 * Spirals that wind around one another, one per class: a small classification set that no straight line and no small network
 * separates. It is generated in a moment, and nothing is cached.
 */
@Component(service = DataSource.class)
@Plugin(name = "spirals")
@Doc("classes as spirals around one another, generated here: points in, class out")
public final class SpiralsSource implements DataSource<SpiralsSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("number of classes, one spiral each") @Range(min = 2, max = 100) @Default("3") int classes,
            @Doc("number of dimensions of the points; beyond 2 the spirals lie in a plane that the seed draws")
                    @Range(min = 2, max = 1000)
                    @Default("2")
                    int dimensions,
            @Doc("number of turns of every spiral around the middle") @Range(min = 0, max = 20) @Default("1")
                    double turns,
            @Doc("standard deviation of the noise on every dimension; the spirals' radius is 1")
                    @Range(min = 0, max = 10)
                    @Default("0.05")
                    double noise,
            @Doc("number of training samples") @Range(min = 1, max = 10_000_000) @Default("2000") int train,
            @Doc("number of validation samples, which strategies and schedules see")
                    @Range(min = 1, max = 10_000_000)
                    @Default("500")
                    int validation,
            @Doc("number of test samples, which are read once, at the end")
                    @Range(min = 1, max = 10_000_000)
                    @Default("500")
                    int test,
            @Doc("form of the target: one-hot, a row of probabilities, or label, the number of the class from 0")
                    @Default("one-hot")
                    ClassTarget target,
            @Doc("seed of the samples, apart from the run's own, so that runs share them") @Default("2026") long seed) {
        /** Refuses more samples than an array holds. */
        public Settings {
            new Counts(train, validation, test).requireArrays(dimensions, "points of " + dimensions + " dimensions");
        }

        Counts counts() {
            return new Counts(train, validation, test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return Spirals.outline(settings);
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException {
        return new Spirals(settings, Spirals.outline(settings));
    }
}
