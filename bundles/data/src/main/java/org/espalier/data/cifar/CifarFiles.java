package org.espalier.data.cifar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.arrays.Sha256;
import org.espalier.data.cifar.Cifar10Source.Settings;
import org.espalier.data.generated.Counts;
import org.espalier.data.grid.Fields;
import org.espalier.data.images.ImageOutline;
import org.espalier.data.images.Images;

/**
 * The files of a job, which have been read through.
 *
 * @param train   what training and validation samples are taken from, one behind the other
 * @param test    what test samples are taken from
 * @param outline the samples that are taken
 */
record CifarFiles(List<CifarFile> train, CifarFile test, ImageOutline outline) {
    private static final int BATCHES = 5;

    /** Finds the files and reads them through. */
    static CifarFiles of(Settings settings, Path base) throws IOException, DataException {
        Path folder = base.resolve(settings.folder());
        List<CifarFile> train = new ArrayList<>();
        for (int batch = 1; batch <= BATCHES; batch++) {
            train.add(CifarFile.of(folder.resolve("data_batch_" + batch + ".bin")));
        }
        CifarFile test = CifarFile.of(folder.resolve("test_batch.bin"));
        Counts counts = settings.portions()
                .of(folder.toString(), count(train), test.path().toString(), test.count());
        long images = (long) count(train) + test.count();
        Fields.checkBytes(folder.toString(), images * (CifarFile.SHAPE.size() + 1));
        ImageOutline outline =
                ImageOutline.of(folder.toString(), counts, CifarFile.SHAPE, CifarFile.CLASSES, settings.target());
        return new CifarFiles(train, test, outline);
    }

    private static int count(List<CifarFile> files) {
        return files.stream().mapToInt(CifarFile::count).sum();
    }

    /** Reads them. */
    Map<Split, Images> read() throws IOException, DataException {
        return outline.split(read(train), read(List.of(test)));
    }

    private static Images read(List<CifarFile> files) throws IOException, DataException {
        int count = count(files);
        byte[] pixels = new byte[count * CifarFile.SHAPE.size()];
        byte[] labels = new byte[count];
        int first = 0;
        for (CifarFile file : files) {
            file.read(pixels, labels, first);
            first += file.count();
        }
        return Images.of(pixels, labels);
    }

    /** The card with the files' checksums. */
    DatasetCard addTo(DatasetCard card) throws IOException {
        DatasetCard more = card.from("sha256." + test.path().getFileName(), Sha256.of(test.path()));
        for (CifarFile file : train) {
            more = more.from("sha256." + file.path().getFileName(), Sha256.of(file.path()));
        }
        return more;
    }
}
