package org.espalier.data.npy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.arrays.Sha256;
import org.espalier.data.SplitName;
import org.espalier.data.grid.Fields;
import org.espalier.data.grid.GridDataset;
import org.espalier.data.grid.GridDataset.Part;
import org.espalier.data.grid.GridOutline;
import org.espalier.data.grid.Resolutions;
import org.espalier.data.npy.NpySource.Settings;

/**
 * Finds the samples of each split in the user's files, checks all headers against each other, then reads.
 *
 * <p>Files are read through once for the outline and once more when they are opened: what the outline has seen is not kept,
 * since they may change meanwhile and most outlines open nothing.
 */
final class ArrayFiles {
    private ArrayFiles() {}

    /** Samples first to first + count − 1 of a file. */
    private record Slice(FieldFile file, long first, int count) {
        Fields read() throws IOException {
            return file.read(first, count);
        }

        void check() throws IOException {
            file.check(first, count);
        }
    }

    /** The files of every split, with headers that fit each other and the settings. */
    private record Files(Map<Split, Slice> inputs, Map<Split, Slice> targets, GridOutline outline) {}

    /** What the headers say of the samples, all of whose values are finite. */
    static DataOutline outline(Settings settings, Path base) throws IOException, DataException {
        Files files = files(settings, base);
        for (Slice inputs : files.inputs().values()) {
            inputs.check();
        }
        for (Slice targets : files.targets().values()) {
            targets.check();
        }
        return files.outline();
    }

    static Dataset open(Settings settings, Path base) throws IOException, DataException {
        Files files = files(settings, base);
        Map<Split, Part> parts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            parts.put(
                    split,
                    new Part(
                            files.inputs().get(split).read(),
                            files.targets().get(split).read()));
        }
        DatasetCard card = card(settings);
        card = origin(card, files.inputs());
        card = origin(card, files.targets());
        return new GridDataset(files.outline(), parts, card);
    }

    private static Files files(Settings settings, Path base) throws IOException, DataException {
        var inputs = slices(settings, base, settings.input(), settings.validationInput(), settings.testInput());
        var targets = slices(settings, base, settings.target(), settings.validationTarget(), settings.testTarget());
        FieldFile grid = inputs.get(Split.TRAIN).file();
        checkAlike(grid, inputs);
        checkAlike(grid, targets);
        int resolution = settings.resolution() == 0 ? grid.points() : settings.resolution();
        Resolutions.checkDivides("resolution", resolution, grid.points());
        settings.testResolutions().forEach(r -> Resolutions.checkDivides("test-resolutions", r, grid.points()));
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        inputs.forEach((split, slice) -> counts.put(split, slice.count()));
        GridOutline outline = new GridOutline(
                counts,
                grid.axes(),
                grid.channels(),
                targets.get(Split.TRAIN).file().channels(),
                Resolutions.dim(resolution, grid.points()),
                settings.testResolutions());
        return new Files(inputs, targets, outline);
    }

    private static Map<Split, Slice> slices(
            Settings settings, Path base, String shared, String ownValidation, String ownTest)
            throws IOException, DataException {
        FieldFile file = FieldFile.of(base.resolve(shared), settings.spatialAxes());
        Map<Split, Slice> slices = new EnumMap<>(Split.class);
        slices.put(Split.TRAIN, new Slice(file, 0, settings.train()));
        long next = settings.train();
        if (ownValidation.isBlank()) {
            slices.put(Split.VALIDATION, new Slice(file, next, settings.validation()));
            next += settings.validation();
        } else {
            FieldFile own = FieldFile.of(base.resolve(ownValidation), settings.spatialAxes());
            slices.put(Split.VALIDATION, new Slice(own, 0, settings.validation()));
        }
        if (ownTest.isBlank()) {
            slices.put(Split.TEST, new Slice(file, next, settings.test()));
        } else {
            FieldFile own = FieldFile.of(base.resolve(ownTest), settings.spatialAxes());
            slices.put(Split.TEST, new Slice(own, 0, settings.test()));
        }
        return slices;
    }

    private static void checkAlike(FieldFile grid, Map<Split, Slice> slices) throws DataException {
        long numbers = 0;
        for (Map.Entry<Split, Slice> entry : slices.entrySet()) {
            Slice slice = entry.getValue();
            FieldFile file = slice.file();
            file.checkGrid(grid);
            file.checkChannels(slices.get(Split.TRAIN).file());
            if (slice.first() + slice.count() > file.samples()) {
                throw new DataException(
                        file.path().toString(),
                        "has " + file.samples() + " samples; "
                                + SplitName.of(entry.getKey()) + " wants number " + slice.first()
                                + " to " + (slice.first() + slice.count() - 1));
            }
            numbers += slice.count() * file.size();
        }
        Fields.checkMemory(grid.path().toString(), numbers);
    }

    private static DatasetCard card(Settings settings) {
        DatasetCard card = DatasetCard.of("arrays", settings.input(), settings.target());
        card = settings.periodic() ? card.onPeriodicDomain() : card;
        return settings.normalise() ? card : card.takenAsIs();
    }

    private static DatasetCard origin(DatasetCard card, Map<Split, Slice> slices) throws IOException {
        DatasetCard full = card;
        for (Path path :
                slices.values().stream().map(s -> s.file().path()).distinct().toList()) {
            full = full.from("sha256." + path.getFileName(), Sha256.of(path));
        }
        return full;
    }
}
