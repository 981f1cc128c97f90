package org.espalier.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.SplitName;
import org.espalier.data.text.TextSource.Settings;

/**
 * Windows of tokens: which stretch of which text each split is. Inputs and targets are [context, 1].
 *
 * @param context   tokens that a sample predicts
 * @param tokens    what a text is cut into
 * @param stretches one per split, none of which shares a token with another
 */
record TextOutline(Vocabulary tokens, int context, Map<Split, Stretch> stretches) implements DataOutline {
    /** How many tokens a text has. */
    @FunctionalInterface
    interface Count {
        /** Finds out. */
        long of(TextFile text) throws IOException, DataException;
    }

    /**
     * Looks at the files, which must be long enough for a sample in every split.
     *
     * @param count asked for every text that is needed
     */
    static TextOutline of(Settings settings, Path base, Count count) throws IOException, DataException {
        TextFile file = settings.file().isBlank()
                ? TextFile.generated(settings.length(), settings.seed())
                : TextFile.of(base.resolve(settings.file()));
        long length = count.of(file);
        long validation = settings.validationFile().isBlank() ? (long) (length * settings.validation()) : 0;
        long test = settings.testFile().isBlank() ? (long) (length * settings.test()) : 0;
        long train = length - validation - test;
        int context = settings.context();
        Map<Split, Stretch> stretches = new EnumMap<>(Split.class);
        stretches.put(Split.TRAIN, new Stretch(file, length, 0, train, context, settings.trainingStride()));
        stretches.put(
                Split.VALIDATION,
                settings.validationFile().isBlank()
                        ? new Stretch(file, length, train, validation, context, context)
                        : whole(base.resolve(settings.validationFile()), context, count));
        stretches.put(
                Split.TEST,
                settings.testFile().isBlank()
                        ? new Stretch(file, length, train + validation, test, context, context)
                        : whole(base.resolve(settings.testFile()), context, count));
        TextOutline outline = new TextOutline(settings.vocabulary(), context, Collections.unmodifiableMap(stretches));
        for (Split split : stretches.keySet()) {
            outline.check(split);
        }
        return outline;
    }

    private static Stretch whole(Path path, int context, Count count) throws IOException, DataException {
        TextFile file = TextFile.of(path);
        long length = count.of(file);
        return new Stretch(file, length, 0, length, context, context);
    }

    private void check(Split split) throws DataException {
        String part = SplitName.of(split);
        Stretch stretch = stretch(split);
        String name = stretch.source().name();
        String unit = " " + tokens.unit();
        if (stretch.windows() < 1) {
            boolean whole = stretch.length() == stretch.whole();
            String has = whole
                    ? "has " + stretch.whole() + unit + ", fewer than one " + part + " sample takes"
                    : "has " + stretch.whole() + unit + ", of which " + stretch.length() + " are for " + part
                            + ", fewer than a sample takes";
            String one = unit.substring(0, unit.length() - 1);
            throw new DataException(
                    name,
                    has + ": a context of " + stretch.context() + " and the" + one
                            + " after it; take a longer text or a shorter context"
                            + (whole ? "" : ", or change the shares of the split"));
        }
        if (stretch.windows() > Integer.MAX_VALUE) {
            throw new DataException(
                    name,
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
        return tokens.size();
    }
}
