package org.espalier.data.teacher;

import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.RowOutline;
import org.osgi.service.component.annotations.Component;

/**
 * The linear teacher: targets M·x of standard normal x, with planted singular values of M. Since inputs are white, a linear
 * network learns the singular directions one after another, each in a time that follows from its value (Saxe, McClelland,
 * Ganguli, arXiv 1312.6120).
 */
@Component(service = DataSource.class)
@Plugin(name = LinearTeacher.NAME)
@Doc("what a random matrix with given singular values makes of Gaussian inputs")
public final class LinearTeacherSource implements DataSource<LinearTeacherSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("numbers of an input, each of them standard normal") @Range(min = 1, max = 4096) @Default("32")
                    int inputs,
            @Doc("numbers of an output") @Range(min = 1, max = 4096) @Default("32") int outputs,
            @Doc(
                            "singular values of the matrix that are not zero; as many as there are is its rank, at most the smaller of inputs and outputs")
                    @Range(min = 1e-6, max = 1e6)
                    @Default("[10, 7, 5, 3.5, 2.5, 1.8]")
                    List<Double> spectrum,
            @Doc("standard deviation of the noise on every output") @Range(min = 0, max = 1e6) @Default("0")
                    double noise,
            @Doc("number of training samples") @Range(min = 1, max = 10_000_000) @Default("4000") int train,
            @Doc("number of validation samples, which strategies and schedules see")
                    @Range(min = 1, max = 10_000_000)
                    @Default("1000")
                    int validation,
            @Doc("number of test samples, which are read once, at the end")
                    @Range(min = 1, max = 10_000_000)
                    @Default("1000")
                    int test,
            @Doc("seed of teacher and samples, apart from the run's own, so that runs share them") @Default("2026")
                    long seed) {
        /** Refuses no singular value or too many, and more samples than an array holds. */
        public Settings {
            spectrum = List.copyOf(spectrum);
            if (spectrum.isEmpty()) {
                throw new SettingsException("spectrum", spectrum, "a matrix of zeros teaches nothing; give a value");
            }
            if (spectrum.size() > Math.min(inputs, outputs)) {
                throw new SettingsException(
                        "spectrum",
                        spectrum,
                        spectrum.size() + " singular values, but a matrix of " + outputs + " × " + inputs
                                + " has no more than " + Math.min(inputs, outputs));
            }
            new Counts(train, validation, test)
                    .requireArrays(Math.max(inputs, outputs), "samples of " + inputs + " and " + outputs + " numbers");
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return taught(settings);
    }

    private static RowOutline taught(Settings settings) throws DataException {
        Counts counts = new Counts(settings.train(), settings.validation(), settings.test());
        return TaughtData.outline(LinearTeacher.NAME, counts, settings.inputs(), settings.outputs(), Target.VALUES);
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        RowOutline outline = taught(settings);
        Teacher teacher =
                new LinearTeacher(settings.inputs(), settings.outputs(), settings.spectrum(), settings.seed());
        return new TaughtData(outline, teacher, Target.VALUES, settings.noise(), settings.seed(), context);
    }
}
