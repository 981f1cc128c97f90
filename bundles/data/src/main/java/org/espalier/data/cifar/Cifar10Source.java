package org.espalier.data.cifar;

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
 * CIFAR-10 from the six files of its binary version. Inputs are [32, 32, 3]. Validation samples are the last of the five
 * training files taken together.
 */
@Component(service = DataSource.class)
@Plugin(name = "cifar10")
@Doc("CIFAR-10 from the files of its binary version, data_batch_1.bin to data_batch_5.bin and test_batch.bin")
public final class Cifar10Source implements DataSource<Cifar10Source.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("folder of the files, relative to the job file") String folder,
            @Doc(
                            "number of training samples, from the beginning of the training files; 0 for all that are not validation's")
                    @Range(min = 0, max = 50_000)
                    @Default("0")
                    int train,
            @Doc("number of validation samples, from the end of the training files, which strategies and schedules see")
                    @Range(min = 1, max = 50_000)
                    @Default("5000")
                    int validation,
            @Doc(
                            "number of test samples, from the beginning of the test file, which are read once, at the end; 0 for all")
                    @Range(min = 0, max = 10_000)
                    @Default("0")
                    int test,
            @Doc(
                            "means that are taken off red, green and blue, which are from 0 to 1; empty to fit mean and std on the training samples")
                    @Default("[]")
                    List<Double> mean,
            @Doc(
                            "standard deviations by which they are then divided; empty to fit mean and std on the training samples")
                    @Range(min = 1e-6, max = 1e6)
                    @Default("[]")
                    List<Double> std,
            @Doc("what chance does to training images, anew in every epoch; nothing if not given")
                    Optional<Augmentation> augment,
            @Doc("form of the target: one-hot, a row of probabilities, or label, the number of the class from 0")
                    @Default("one-hot")
                    ClassTarget target) {
        /** Refuses a folder without a name, and means and standard deviations that are not three each. */
        public Settings {
            if (folder.isBlank()) {
                throw new SettingsException("folder", "''", "a name was expected");
            }
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            Standardisation.of(mean, std, CifarFile.SHAPE.channels());
            augment.ifPresent(how -> how.requireFits(CifarFile.SHAPE));
        }

        Portions portions() {
            return new Portions(train, validation, test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return UserFiles.checked(
                settings.folder(), () -> CifarFiles.of(settings, base).outline());
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        return UserFiles.read(settings.folder(), () -> open(CifarFiles.of(settings, context.base()), settings));
    }

    private static Dataset open(CifarFiles files, Settings settings) throws IOException, DataException {
        DatasetCard card = files.addTo(DatasetCard.of("CIFAR-10", "image", "class"));
        Standardisation standardisation = new Standardisation(settings.mean(), settings.std());
        return new ImageDataset(files.outline(), files.read(), Pooling.NONE, standardisation, settings.augment(), card);
    }
}
