package org.espalier.data.vorticity;

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

/**
 * Kolmogorov flow: two-dimensional turbulence that a force sin ny along x drives; the map from the vorticity to that some time
 * later, solved here.
 */
@Component(service = DataSource.class)
@Plugin(name = "kolmogorov")
@Doc("Kolmogorov flow, turbulence on a periodic square, solved here: vorticity in, vorticity some time later out")
public final class KolmogorovSource extends SolvedSource<KolmogorovSource.Settings> {
    private static final String NAME = "kolmogorov";

    /** What a job may say of it. */
    public record Settings(
            @Doc("points per axis where training ends; a power of two") @Range(min = 8, max = 1024) @Default("64")
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
            @Doc("points per axis at which the trained model is tested; powers of two")
                    @Range(min = 8, max = 1024)
                    @Default("[]")
                    List<Integer> testResolutions,
            @Doc("Reynolds number, 1 over the viscosity; the larger, the finer the vortices and the longer the solving")
                    @Range(min = 1, max = 5000)
                    @Default("100")
                    double reynolds,
            @Doc("waves of the force across the square") @Range(min = 1, max = 16) @Default("4") int waves,
            @Doc("time that a flow develops before its first sample") @Range(min = 0, max = 1000) @Default("20")
                    double after,
            @Doc("time from a sample's input to its target") @Range(min = 0.001, max = 100) @Default("0.5")
                    double interval,
            @Doc("samples from one flow, one interval after the other; a flow is in one split only")
                    @Range(min = 1, max = 1000)
                    @Default("16")
                    int pairs,
            @Doc("seed of the samples, apart from the run's own, so that runs share them") @Default("2026") long seed)
            implements SolvedSource.Wanted {
        /** Refuses resolutions that are no powers of two, and more samples than an array holds. */
        public Settings {
            testResolutions = List.copyOf(testResolutions);
            SolvedSamples.byFourier(NAME, 2, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public SolvedSamples samples() {
            return SolvedSamples.byFourier(
                    NAME, 2, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public Problem problem() {
            int points = samples().points();
            Flow flow = Flow.kolmogorov(reynolds, waves).stored(points);
            return new FlowProblem(
                    NAME,
                    "w_t + u.grad w = Laplace w / reynolds - n cos n y, n = " + waves + ", periodic on (0, 2 pi)^2",
                    flow,
                    new Course(after, interval, pairs),
                    points);
        }
    }

    /** The source; it has no state. */
    public KolmogorovSource() {
        super(
                Settings.class,
                DatasetCard.of("Kolmogorov flow", "w(x, y, t)", "w(x, y, t + interval)")
                        .onPeriodicDomain());
    }
}
