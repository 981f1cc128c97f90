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
 * Two-dimensional Navier–Stokes flow on the unit square, driven along its diagonal: the map from the vorticity to that some time
 * later, solved here (Li and others, Fourier neural operator for parametric partial differential equations, ICLR 2021).
 */
@Component(service = DataSource.class)
@Plugin(name = "navier-stokes")
@Doc("Navier-Stokes flow on a periodic square, solved here: vorticity in, vorticity some time later out")
public final class NavierStokesSource extends SolvedSource<NavierStokesSource.Settings> {
    private static final String NAME = "navier-stokes";

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
            @Doc("viscosity; the smaller, the finer the vortices and the longer the solving")
                    @Range(min = 0.00001, max = 0.1)
                    @Default("0.001")
                    double nu,
            @Doc("time that a flow develops before its first sample") @Range(min = 0, max = 1000) @Default("10")
                    double after,
            @Doc("time from a sample's input to its target") @Range(min = 0.001, max = 100) @Default("1")
                    double interval,
            @Doc("samples from one flow, one interval after the other; a flow is in one split only")
                    @Range(min = 1, max = 1000)
                    @Default("10")
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
            Flow flow = Flow.diagonal(nu).stored(points);
            return new FlowProblem(
                    NAME,
                    "w_t + u.grad w = nu Laplace w + 0.1 (sin 2 pi (x + y) + cos 2 pi (x + y)), periodic on (0,1)^2",
                    flow,
                    new Course(after, interval, pairs),
                    points);
        }
    }

    /** The source; it has no state. */
    public NavierStokesSource() {
        super(
                Settings.class,
                DatasetCard.of("Navier–Stokes flow", "w(x, y, t)", "w(x, y, t + interval)")
                        .onPeriodicDomain());
    }
}
