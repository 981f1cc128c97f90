package org.espalier.data.npy;

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
import org.espalier.arrays.NpyException;
import org.espalier.data.files.UserFiles;
import org.osgi.service.component.annotations.Component;

/**
 * The user's own fields in .npy files: [samples, points(, points)(, channels)], point i of n at i/n on every axis.
 *
 * <p>Element types and bounds are those of {@link org.espalier.arrays.NpyType}; every value must be finite as float32.
 */
@Component(service = DataSource.class)
@Plugin(name = "npy")
@Doc("fields from .npy files of shape [samples, points(, points)(, channels)]")
public final class NpySource implements DataSource<NpySource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("file of the inputs, relative to the job file: training samples first, then validation, then test")
                    String input,
            @Doc("file of the targets, relative to the job file, in the same order on the same grid") String target,
            @Doc("number of training samples") @Range(min = 1, max = 100_000_000) int train,
            @Doc("number of validation samples, which strategies and schedules see") @Range(min = 1, max = 100_000_000)
                    int validation,
            @Doc("number of test samples, which are read once, at the end") @Range(min = 1, max = 100_000_000) int test,
            @Doc("file of the validation inputs; empty if they follow in input") @Default("") String validationInput,
            @Doc("file of the validation targets; empty if they follow in target") @Default("") String validationTarget,
            @Doc("file of the test inputs; empty if they follow in input") @Default("") String testInput,
            @Doc("file of the test targets; empty if they follow in target") @Default("") String testTarget,
            @Doc("number of axes of space; one axis more holds channels") @Range(min = 1, max = 2) @Default("2")
                    int spatialAxes,
            @Doc("points per axis where training ends, a divisor of the files' own; 0 for the files' own")
                    @Range(min = 0)
                    @Default("0")
                    int resolution,
            @Doc("points per axis at which the trained model is tested, divisors of the files' own")
                    @Range(min = 8)
                    @Default("[]")
                    List<Integer> testResolutions,
            @Doc("whether the fields are periodic on every axis") @Default("false") boolean periodic,
            @Doc("whether each channel is normalised by its mean and standard deviation over the training samples")
                    @Default("true")
                    boolean normalise) {
        /** Refuses a file of inputs without one of targets, and the reverse. */
        public Settings {
            testResolutions = List.copyOf(testResolutions);
            checkNamed("input", input);
            checkNamed("target", target);
            checkPair("validation", validationInput, validationTarget);
            checkPair("test", testInput, testTarget);
        }

        private static void checkNamed(String key, String file) {
            if (file.isBlank()) {
                throw new SettingsException(key, "''", "a .npy file was expected");
            }
        }

        private static void checkPair(String split, String input, String target) {
            if (input.isBlank() != target.isBlank()) {
                String key = split + (input.isBlank() ? "-target" : "-input");
                String other = split + (input.isBlank() ? "-input" : "-target");
                throw new SettingsException(key, input + target, "needs " + other + " beside it");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return UserFiles.checked(files(settings), placed(() -> ArrayFiles.outline(settings, base)));
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        return UserFiles.read(files(settings), placed(() -> ArrayFiles.open(settings, context.base())));
    }

    private static String files(Settings settings) {
        return settings.input() + " and its companions";
    }

    /** The same, where a refusal tells the place within the file. */
    private static <T> UserFiles.Reading<T> placed(UserFiles.Reading<T> reading) {
        return () -> {
            try {
                return reading.read();
            } catch (NpyException e) {
                throw new DataException(e.place(), e.why(), e);
            }
        };
    }
}
