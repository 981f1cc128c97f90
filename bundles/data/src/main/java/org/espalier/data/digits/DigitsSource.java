package org.espalier.data.digits;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.Range;
import org.espalier.data.ClassTarget;
import org.espalier.data.SplitName;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.EachSample;
import org.espalier.data.images.Augmentation;
import org.espalier.data.images.ImageDataset;
import org.espalier.data.images.ImageOutline;
import org.espalier.data.images.ImageShape;
import org.espalier.data.images.Images;
import org.espalier.data.images.Pooling;
import org.espalier.data.images.Standardisation;
import org.osgi.service.component.annotations.Component;

/**
 * Digits that are drawn here, in place of a download: images of [size, size, 1] and the digit as class. Drawn in a second or
 * two, and nothing is cached.
 *
 * <p>Sample i of a split shows i mod 10, so that splits are balanced, and is drawn from
 * {@code RandomStream.of(seed, "digits/split").at(i)}: more samples begin with the fewer ones.
 */
@Component(service = DataSource.class)
@Plugin(name = "digits")
@Doc("images of digits, drawn here with a pen that shakes: a set to classify without a download")
public final class DigitsSource implements DataSource<DigitsSource.Settings> {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    /** What a job may say of it. */
    public record Settings(
            @Doc("pixels on each side of an image") @Range(min = 8, max = 256) @Default("28") int size,
            @Doc("number of training samples") @Range(min = 1, max = 10_000_000) @Default("12000") int train,
            @Doc("number of validation samples, which strategies and schedules see")
                    @Range(min = 1, max = 10_000_000)
                    @Default("2000")
                    int validation,
            @Doc("number of test samples, which are read once, at the end")
                    @Range(min = 1, max = 10_000_000)
                    @Default("2000")
                    int test,
            @Doc("how much the digits differ in place, slant, turn, proportion and bend; 0 for not at all")
                    @Range(min = 0, max = 3)
                    @Default("1")
                    double distortion,
            @Doc("standard deviation of the noise on every pixel, of which full ink is 1")
                    @Range(min = 0, max = 10)
                    @Default("0.1")
                    double noise,
            @Doc("what chance does to training images, anew in every epoch; nothing if not given")
                    Optional<Augmentation> augment,
            @Doc("form of the target: one-hot, a row of probabilities, or label, the number of the class from 0")
                    @Default("one-hot")
                    ClassTarget target,
            @Doc("seed of the samples, apart from the run's own, so that runs share them") @Default("2026") long seed) {
        /** Refuses more samples than an array holds. */
        public Settings {
            ImageShape shape = new ImageShape(size, size, 1);
            new Counts(train, validation, test).requireArrays(shape.size(), "images of " + shape + " pixels");
            augment.ifPresent(how -> how.requireFits(shape));
        }

        ImageOutline outline() throws DataException {
            return ImageOutline.of(
                    "digits",
                    new Counts(train, validation, test),
                    new ImageShape(size, size, 1),
                    Glyphs.count(),
                    target);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        return settings.outline();
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        ImageOutline outline = settings.outline();
        Map<Split, Images> images = new EnumMap<>(Split.class);
        long total = outline.counts().total();
        AtomicLong done = new AtomicLong();
        for (Split split : Split.values()) {
            Runnable drawn = () -> context.progress("drawing digits", done.incrementAndGet(), total);
            images.put(split, draw(settings, split, outline.count(split), context.threads(), drawn));
        }
        DatasetCard card = DatasetCard.of("Digits", "image", "class")
                .from("version", Integer.toString(VERSION))
                .from("seed", Long.toString(settings.seed()))
                .from("distortion", Double.toString(settings.distortion()))
                .from("noise", Double.toString(settings.noise()));
        return new ImageDataset(outline, images, Pooling.NONE, Standardisation.fitted(), settings.augment(), card);
    }

    private static Images draw(Settings settings, Split split, int count, int threads, Runnable drawn)
            throws InterruptedException {
        RandomStream stream = RandomStream.of(settings.seed(), "digits/" + SplitName.of(split));
        int size = settings.size() * settings.size();
        byte[] pixels = new byte[count * size];
        byte[] labels = new byte[count];
        EachSample.make(count, threads, () -> {
            Pen pen = new Pen(settings.size(), settings.distortion(), settings.noise());
            return (IntConsumer) i -> {
                labels[i] = (byte) (i % Glyphs.count());
                pen.draw(labels[i], stream.at(i), pixels, i * size);
                drawn.run();
            };
        });
        return Images.of(pixels, labels);
    }
}
