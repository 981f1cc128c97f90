package org.espalier.data.idx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.ClassTarget;
import org.espalier.data.files.UserFiles;
import org.espalier.data.images.Augmentation;
import org.espalier.data.images.ImageDataset;
import org.espalier.data.images.Pooling;
import org.espalier.data.images.Portions;
import org.espalier.data.images.Standardisation;
import org.osgi.service.component.annotations.Component;

/**
 * Images with labels in IDX files: MNIST, Fashion-MNIST, EMNIST, KMNIST and what else has their format. Inputs are [height,
 * width, 1]. Validation samples are the last of the training files, which are thus read whole.
 */
@Component(service = DataSource.class)
@Plugin(name = "idx")
@Doc("images with labels from IDX files, plain or gzip: MNIST and its family")
public final class IdxSource implements DataSource<IdxSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("folder of the files, relative to the job file") String folder,
            @Doc("file of the training images; that name or the same with .gz behind")
                    @Default("train-images-idx3-ubyte")
                    String trainImages,
            @Doc("file of their labels, found likewise") @Default("train-labels-idx1-ubyte") String trainLabels,
            @Doc("file of the test images, found likewise") @Default("t10k-images-idx3-ubyte") String testImages,
            @Doc("file of their labels, found likewise") @Default("t10k-labels-idx1-ubyte") String testLabels,
            @Doc(
                            "number of training samples, from the beginning of the training files; 0 for all that are not validation's")
                    @Range(min = 0, max = 100_000_000)
                    @Default("0")
                    int train,
            @Doc("number of validation samples, from the end of the training files, which strategies and schedules see")
                    @Range(min = 1, max = 100_000_000)
                    @Default("10000")
                    int validation,
            @Doc(
                            "number of test samples, from the beginning of the test files, which are read once, at the end; 0 for all")
                    @Range(min = 0, max = 100_000_000)
                    @Default("0")
                    int test,
            @Doc("number of classes, of which labels are the numbers from 0") @Range(min = 2, max = 256) @Default("10")
                    int classes,
            @Doc(
                            "pixels on each side of the windows whose means become the pixels of smaller images; it divides an image's sides, 1 for images as they are")
                    @Range(min = 1, max = 1024)
                    @Default("1")
                    int pool,
            @Doc(
                            "mean that is taken off the pixels, which are from 0 to 1; empty to fit mean and std on the training samples")
                    @Default("[]")
                    List<Double> mean,
            @Doc("standard deviation by which they are then divided; empty to fit mean and std on the training samples")
                    @Range(min = 1e-6, max = 1e6)
                    @Default("[]")
                    List<Double> std,
            @Doc("what chance does to training images, anew in every epoch; nothing if not given")
                    Optional<Augmentation> augment,
            @Doc("form of the target: one-hot, a row of probabilities, or label, the number of the class from 0")
                    @Default("one-hot")
                    ClassTarget target) {
        /** Refuses names that are none, and a mean without a standard deviation. */
        public Settings {
            requireName("folder", folder);
            requireName("train-images", trainImages);
            requireName("train-labels", trainLabels);
            requireName("test-images", testImages);
            requireName("test-labels", testLabels);
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            Standardisation.of(mean, std, 1);
        }

        private static void requireName(String key, String name) {
            if (name.isBlank()) {
                throw new SettingsException(key, "''", "a name was expected");
            }
        }

        Portions portions() {
            return new Portions(train, validation, test);
        }

        Pooling pooling() {
            return new Pooling(pool);
        }

        Standardisation standardisation() {
            return new Standardisation(mean, std);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return UserFiles.checked(settings.folder(), () -> {
            IdxFiles files = IdxFiles.of(settings, base);
            files.check();
            return files.outline();
        });
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        return UserFiles.read(settings.folder(), () -> open(IdxFiles.of(settings, context.base()), settings));
    }

    private static Dataset open(IdxFiles files, Settings settings) throws IOException, DataException {
        DatasetCard card = DatasetCard.of("Images", "image", "class");
        card = files.test().addTo(files.train().addTo(card));
        return new ImageDataset(
                files.outline(),
                files.read(),
                settings.pooling(),
                settings.standardisation(),
                settings.augment(),
                card);
    }
}
