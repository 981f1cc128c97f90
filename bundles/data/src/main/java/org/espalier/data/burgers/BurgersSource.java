package org.espalier.data.burgers;

import java.util.List;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.Problem;
import org.espalier.data.generated.SolvedSamples;
import org.espalier.data.generated.SolvedSource;
import org.osgi.service.component.annotations.Component;

/** Burgers' equation: the map from the start to the solution at time 1, solved here. */
@Component(service = DataSource.class)
@Plugin(name = "burgers")
@Doc("Burgers' equation on a periodic interval, solved here: start in, solution at time 1 out")
public final class BurgersSource extends SolvedSource<BurgersSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("points where training ends; a power of two") @Range(min = 8, max = 4096) @Default("512")
                    int resolution,
            @Doc("number of training samples") @Range(min = 1, max = 1_000_000) @Default("800") int train,
            @Doc("number of validation samples, which strategies and schedules see")
                    @Range(min = 1, max = 1_000_000)
                    @Default("200")
                    int validation,
            @Doc("number of test samples, which are read once, at the end")
                    @Range(min = 1, max = 1_000_000)
                    @Default("200")
                    int test,
            @Doc("points at which the trained model is tested; powers of two")
                    @Range(min = 8, max = 4096)
                    @Default("[]")
                    List<Integer> testResolutions,
            @Doc("viscosity; the smaller, the steeper the shocks and the longer the solving")
                    @Range(min = 0.001, max = 1)
                    @Default("0.01")
                    double nu,
            @Doc("seed of the samples, apart from the run's own, so that runs share them") @Default("2026") long seed)
            implements SolvedSource.Wanted {
        /** Refuses resolutions that are no powers of two, and more samples than an array holds. */
        public Settings {
            testResolutions = List.copyOf(testResolutions);
            SolvedSamples.byFourier(
                    "burgers", 1, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public SolvedSamples samples() {
            return SolvedSamples.byFourier(
                    "burgers", 1, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public Problem problem() {
            return BurgersProblem.of(samples().points(), nu);
        }
    }

    /** The source; it has no state. */
    public BurgersSource() {
        super(
                Settings.class,
                DatasetCard.of("Burgers' equation", "u(x, 0)", "u(x, 1)").onPeriodicDomain());
    }
}
