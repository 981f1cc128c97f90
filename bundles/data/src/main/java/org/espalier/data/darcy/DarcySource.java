package org.espalier.data.darcy;

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

/** Darcy flow: the map from a two-material coefficient to the pressure, solved here. */
@Component(service = DataSource.class)
@Plugin(name = "darcy")
@Doc("Darcy flow through two materials, solved here: coefficient in, pressure out")
public final class DarcySource extends SolvedSource<DarcySource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("points per axis where training ends; it divides the largest resolution that the job names")
                    @Range(min = 8, max = 1024)
                    @Default("32")
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
            @Doc("points per axis at which the trained model is tested; each divides the largest of them")
                    @Range(min = 8, max = 1024)
                    @Default("[]")
                    List<Integer> testResolutions,
            @Doc("seed of the samples, apart from the run's own, so that runs share them") @Default("2026") long seed)
            implements SolvedSource.Wanted {
        /** Refuses resolutions of which one does not divide the largest, and more samples than an array holds. */
        public Settings {
            testResolutions = List.copyOf(testResolutions);
            new SolvedSamples("darcy", 2, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public SolvedSamples samples() {
            return new SolvedSamples(
                    "darcy", 2, resolution, testResolutions, new Counts(train, validation, test), seed);
        }

        @Override
        public Problem problem() {
            return DarcyProblem.of(samples().points());
        }
    }

    /** The source; it has no state. */
    public DarcySource() {
        super(Settings.class, DatasetCard.of("Darcy flow", "coefficient", "pressure"));
    }
}
