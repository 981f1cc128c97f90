package org.espalier.data.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.arrays.Sha256;
import org.espalier.data.generated.Counts;
import org.espalier.data.grid.Fields;
import org.espalier.data.idx.IdxSource.Settings;
import org.espalier.data.images.ImageOutline;
import org.espalier.data.images.ImageShape;
import org.espalier.data.images.Images;

/**
 * The files of a job, whose headers fit one another and the settings.
 *
 * @param train   what training and validation samples are taken from
 * @param test    what test samples are taken from
 * @param outline the samples that are taken
 */
record IdxFiles(Pair train, Pair test, ImageOutline outline) {
    /**
     * A file of images and one of their labels.
     *
     * @param images [samples, height, width]
     * @param labels [samples]
     */
    record Pair(IdxFile images, IdxFile labels) {
        static Pair of(Path images, Path labels) throws IOException, DataException {
            IdxFile pictures = IdxFile.of(images, 3, "images");
            IdxFile classes = IdxFile.of(labels, 1, "labels");
            if (pictures.count() != classes.count()) {
                throw new DataException(
                        labels.toString(),
                        "has " + classes.count() + " labels, but " + images + " has " + pictures.count()
                                + " images; name two files that belong together");
            }
            return new Pair(pictures, classes);
        }

        int count() {
            return images.count();
        }

        ImageShape shape() {
            return new ImageShape(images.sizes()[1], images.sizes()[2], 1);
        }

        /** Reads both through. */
        void check(int classes) throws IOException, DataException {
            labels.check((bytes, count, at) -> requireClasses(bytes, count, at, classes));
            images.check((bytes, count, at) -> {});
        }

        private void requireClasses(byte[] bytes, int count, int at, int classes) throws DataException {
            for (int i = 0; i < count; i++) {
                int label = bytes[i] & 0xFF;
                if (label >= classes) {
                    throw new DataException(
                            labels.path().toString(),
                            "label " + (at + i) + " is " + label + ", which is none of " + classes
                                    + " classes from 0; set classes: " + (label + 1) + " or more if it is right");
                }
            }
        }

        Images read(int classes) throws IOException, DataException {
            byte[] read = labels.read();
            requireClasses(read, read.length, 0, classes);
            return Images.of(images.read(), read);
        }

        DatasetCard addTo(DatasetCard card) throws IOException {
            return card.from("sha256." + images.path().getFileName(), Sha256.of(images.path()))
                    .from("sha256." + labels.path().getFileName(), Sha256.of(labels.path()));
        }
    }

    /** Finds the files and reads their headers. */
    static IdxFiles of(Settings settings, Path base) throws IOException, DataException {
        Path folder = base.resolve(settings.folder());
        Pair train = Pair.of(file(folder, settings.trainImages()), file(folder, settings.trainLabels()));
        Pair test = Pair.of(file(folder, settings.testImages()), file(folder, settings.testLabels()));
        if (Files.isSameFile(train.images().path(), test.images().path())) {
            throw new DataException(
                    test.images().path().toString(), "is the same file as that of the training images; name another");
        }
        if (!train.shape().same(test.shape())) {
            throw new DataException(
                    test.images().path().toString(),
                    "has images of " + test.shape() + " pixels, but "
                            + train.images().path() + " of " + train.shape() + "; name files that belong together");
        }
        ImageShape shape = settings.pooling().of(train.shape());
        settings.augment().ifPresent(how -> how.requireFits(shape));
        Counts counts = settings.portions()
                .of(
                        train.images().path().toString(),
                        train.count(),
                        test.images().path().toString(),
                        test.count());
        Fields.checkBytes(
                folder.toString(),
                (long) train.images().length() + test.images().length());
        ImageOutline outline = ImageOutline.of(folder.toString(), counts, shape, settings.classes(), settings.target());
        return new IdxFiles(train, test, outline);
    }

    /** The file of that name, or of that name and .gz. */
    private static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        return Files.exists(plain) || !Files.exists(packed) ? plain : packed;
    }

    /** Reads all files through, and keeps nothing. */
    void check() throws IOException, DataException {
        train.check(outline.classes());
        test.check(outline.classes());
    }

    /** Reads them. */
    Map<Split, Images> read() throws IOException, DataException {
        return outline.split(train.read(outline.classes()), test.read(outline.classes()));
    }
}
