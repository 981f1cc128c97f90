package org.espalier.data.teacher;

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
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.RowOutline;
import org.osgi.service.component.annotations.Component;

/**
 * The planted teacher: what a random tanh network says of Gaussian inputs, of which it sees a few directions alone. However large
 * the network that learns from it, what there is to learn has that rank; rank that grows beyond learns noise, or by heart.
 * Generated in a moment, and nothing is cached.
 */
@Component(service = DataSource.class)
@Plugin(name = TanhTeacher.NAME)
@Doc("what a random tanh network says of Gaussian inputs, of which it sees a few directions alone: a planted low rank")
public final class TeacherSource implements DataSource<TeacherSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("numbers of an input, each of them standard normal") @Range(min = 1, max = 4096) @Default("64")
                    int inputs,
            @Doc("number of outputs, or of classes") @Range(min = 1, max = 4096) @Default("10") int outputs,
            @Doc("directions of the input that the teacher sees: the rank of its first matrix")
                    @Range(min = 1, max = 4096)
                    @Default("4")
                    int directions,
            @Doc("number of the teacher's tanh units") @Range(min = 1, max = 4096) @Default("32") int hidden,
            @Doc(
                            "standard deviation of the noise on every output, before a class is read off; that of the outputs themselves is about 1")
                    @Range(min = 0, max = 100)
                    @Default("0")
                    double noise,
            @Doc("number of training samples") @Range(min = 1, max = 10_000_000) @Default("8000") int train,
            @Doc("number of validation samples, which strategies and schedules see")
                    @Range(min = 1, max = 10_000_000)
                    @Default("2000")
                    int validation,
            @Doc("number of test samples, which are read once, at the end")
                    @Range(min = 1, max = 10_000_000)
                    @Default("2000")
                    int test,
            @Doc(
                            "form of the target: one-hot, a row of probabilities of the class with the largest output; label, its number from 0; values, the outputs themselves")
                    @Default("one-hot")
                    Target target,
            @Doc("seed of teacher and samples, apart from the run's own, so that runs share them") @Default("2026")
                    long seed) {
        /** Refuses a rank above what the matrix can have, one class alone, and more samples than an array holds. */
        public Settings {
            if (directions > inputs) {
                throw new SettingsException(
                        "directions",
                        directions,
                        "an input of " + inputs + " numbers has no more than so many; lower it or raise inputs");
            }
            if (directions > hidden) {
                throw new SettingsException(
                        "directions", directions, hidden + " units see no more than so many; lower it or raise hidden");
            }
            if (outputs < 2 && target != Target.VALUES) {
                throw new SettingsException(
                        "outputs", outputs, "one class alone has nothing to learn; take 2 or more, or target: values");
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
        return TaughtData.outline(TanhTeacher.NAME, counts, settings.inputs(), settings.outputs(), settings.target());
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        RowOutline outline = taught(settings);
        Teacher teacher = new TanhTeacher(
                settings.inputs(), settings.outputs(), settings.directions(), settings.hidden(), settings.seed());
        return new TaughtData(outline, teacher, settings.target(), settings.noise(), settings.seed(), context);
    }
}
