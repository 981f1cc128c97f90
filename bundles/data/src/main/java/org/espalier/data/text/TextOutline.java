package org.espalier.data.text;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.text.TextSource.Settings;

/**
 * Windows of bytes: which stretch of which text each split is. Inputs and targets are [context, 1], tokens from 0 to 255.
 *
 * @param context   bytes that a sample predicts
 * @param stretches one per split, none of which shares a byte with another
 */
record TextOutline(int context, Map<Split, Stretch> stretches) implements DataOutline {
    /** A byte's values. */
    static final int BYTES = 256;

    /** Looks at the files, which must be long enough for a sample in every split; reads none of their bytes. */
    static TextOutline of(Settings settings, Path base) throws DataException {
        TextFile file = settings.file().isBlank()
                ? TextFile.generated(settings.length(), settings.seed())
                : TextFile.of(base.resolve(settings.file()));
        long validation = settings.validationFile().isBlank() ? share(file, settings.validation()) : 0;
        long test = settings.testFile().isBlank() ? share(file, settings.test()) : 0;
        long train = file.length() - validation - test;
        int context = settings.context();
        Map<Split, Stretch> stretches = new EnumMap<>(Split.class);
        stretches.put(Split.TRAIN, new Stretch(file, 0, train, context, settings.trainingStride()));
        stretches.put(
                Split.VALIDATION,
                settings.validationFile().isBlank()
                        ? new Stretch(file, train, validation, context, context)
                        : whole(base.resolve(settings.validationFile()), context));
        stretches.put(
                Split.TEST,
                settings.testFile().isBlank()
                        ? new Stretch(file, train + validation, test, context, context)
                        : whole(base.resolve(settings.testFile()), context));
        for (Map.Entry<Split, Stretch> entry : stretches.entrySet()) {
            check(entry.getKey(), entry.getValue());
        }
        return new TextOutline(context, Collections.unmodifiableMap(stretches));
    }

    private static long share(TextFile file, double share) {
        return (long) (file.length() * share);
    }

    private static Stretch whole(Path path, int context) throws DataException {
        TextFile file = TextFile.of(path);
        return new Stretch(file, 0, file.length(), context, context);
    }

    private static void check(Split split, Stretch stretch) throws DataException {
        String part = split.name().toLowerCase(Locale.ROOT);
        TextFile file = stretch.source();
        if (stretch.windows() < 1) {
            String has = stretch.length() == file.length()
                    ? "has " + file.length() + " bytes, fewer than one " + part + " sample takes"
                    : "has " + file.length() + " bytes, of which " + stretch.length() + " are for " + part
                            + ", fewer than a sample takes";
            throw new DataException(
                    file.name(),
                    has + ": a context of " + stretch.context()
                            + " and the byte after it; take a longer text or a shorter context"
                            + (stretch.length() == file.length() ? "" : ", or change the shares of the split"));
        }
        if (stretch.windows() > Integer.MAX_VALUE) {
            throw new DataException(
                    file.name(),
                    "gives " + stretch.windows() + " samples of " + part + ", more than " + Integer.MAX_VALUE
                            + "; raise stride or context");
        }
    }

    /** The stretch of a split. */
    Stretch stretch(Split split) {
        Stretch stretch = stretches.get(split);
        if (stretch == null) {
            throw new IllegalStateException("every split has its stretch");
        }
        return stretch;
    }

    @Override
    public int count(Split split) {
        return (int) stretch(split).windows();
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return new int[] {context, 1};
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {context, 1};
    }

    @Override
    public int vocabulary() {
        return BYTES;
    }
}
