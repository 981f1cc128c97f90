package org.espalier.testkit.number;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;

/** One tensor at one site with its scales: what rounding does to it, and what a number system says of that. */
final class Rounding<S extends Record> {
    static final RandomStream DRAWS = RandomStream.of(3, "rounding");
    private static final int[] SHAPE = {6, 50};
    static final int SIZE = 300;
    private static final int SPAN = 20;
    private static final int TURNS = 20;
    private final NumberSystem<S> system;
    private final Site site;
    private final S settings;
    final float[] values;
    final Rounder rounder;
    final double[] scales;

    Rounding(NumberSystem<S> system, Site site, S settings, float[] values) {
        this.system = system;
        this.site = site;
        this.settings = settings;
        this.values = values;
        this.rounder = prepared();
        this.scales = rounder.fit(values.clone());
        for (double scale : scales) {
            if (!Double.isFinite(scale)) {
                throw new AssertionError(
                        "fit gave the scale " + scale + this + ". Scales must be finite, for zeros too.");
            }
        }
    }

    Rounder prepared() {
        return system.prepare(SHAPE.clone(), site, settings);
    }

    NumberTraits traits() {
        return system.traits(site, settings);
    }

    /** Normal values whose rows differ in magnitude, with a zero. */
    static float[] normal() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) (DRAWS.at(1).normal(i) * Math.pow(2, i / 50 - 3.0));
        }
        values[77] = 0;
        return values;
    }

    float[] rounded(float[] from, RandomStream draws) {
        float[] copy = from.clone();
        rounder.round(copy, 0, copy.length, scales, draws);
        return copy;
    }

    /** One value rounded as if it stood at an entry. */
    float rounded(float value, int entry) {
        float[] copy = values.clone();
        copy[entry] = value;
        rounder.round(copy, entry, entry + 1, scales, DRAWS);
        return copy[entry];
    }

    void checkIdempotent() {
        float[] once = rounded(values, DRAWS);
        float[] twice = rounded(once, RandomStream.of(4, "other draws"));
        int at = Arrays.mismatch(once, twice);
        if (at >= 0) {
            throw new AssertionError("Rounding " + values[at] + " gave " + once[at] + ", and rounding that gave "
                    + twice[at] + this + ". A representable value rounds to itself, whatever is drawn.");
        }
    }

    void checkMonotone() {
        for (int entry : new int[] {0, 149, 299}) {
            float[] table = rounder.values(scales, rounder.group(entry));
            float most = 0;
            for (float value : table) {
                most = Float.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
            }
            float before = Float.NEGATIVE_INFINITY;
            float below = Float.NEGATIVE_INFINITY;
            for (int i = -1000; i <= 1000; i++) {
                float x = 1.1f * most * i * Math.abs(i) / 1e6f;
                float rounded = rounded(x, entry);
                if (rounded < before) {
                    throw new AssertionError("Of " + below + " < " + x + " the larger was rounded lower, to " + rounded
                            + " below " + before + ", at one entry under one draw" + this + ". Rounding keeps order.");
                }
                before = rounded;
                below = x;
            }
        }
    }

    void checkError() {
        double declared = traits().relativeError();
        for (int entry : new int[] {0, 299}) {
            float least = Float.POSITIVE_INFINITY;
            float most = 0;
            for (float value : rounder.values(scales, rounder.group(entry))) {
                least = value > 0 ? Math.min(least, value) : least;
                most = Float.isFinite(value) ? Math.max(most, value) : most;
            }
            for (int i = 0; i <= 2000; i++) {
                float x = (float) (least * Math.pow(most / (double) least, i / 2000.0));
                x = Math.max(least, Math.min(most, x));
                double error = Math.abs(rounded(x, entry) - (double) x) / x;
                if (error > declared * (1 + 1e-5) + 1e-6) {
                    throw new AssertionError("Rounding " + x + ", which lies inside the range, is off by " + error
                            + " relative; the" + " traits declare at most " + declared + this
                            + ". Budgets rest on it: declare what is true.");
                }
            }
        }
    }

    void checkZero() {
        float rounded = rounded(0, 10);
        if (traits().exactZero() && rounded != 0) {
            throw new AssertionError(
                    "Zero is rounded to " + rounded + ", but the traits say that zero is a value" + this + ".");
        }
        if (!traits().exactZero() && rounded == 0) {
            throw new AssertionError("Zero stays zero, but the traits say that zero is no value" + this + ".");
        }
    }

    void checkSteps() {
        if (traits().stepsPerOctave().isEmpty()) {
            return;
        }
        int steps = traits().stepsPerOctave().getAsInt();
        for (float value : rounded(values, DRAWS)) {
            double step = steps * Math.log(Math.abs(value)) / Math.log(2);
            // A float is off by as much as a share of 2^-24.
            if (value != 0 && Math.abs(step - Math.rint(step)) > steps * 1e-6) {
                throw new AssertionError(value + " is no power of 2^(1/" + steps
                        + "), though the traits declare so many steps per octave" + this
                        + ". Optimizers rest on it: leave it out where scales are none.");
            }
        }
    }

    void checkNotFinite() {
        float rounded = rounded(Float.NaN, 10);
        if (!Float.isNaN(rounded)) {
            throw new AssertionError("NaN is rounded to " + rounded + this
                    + ". A NaN stays NaN, or a run that has diverged would go" + " on as if it had not.");
        }
        for (float sign : new float[] {1, -1}) {
            float far = rounded(sign * Float.POSITIVE_INFINITY, 10);
            if (!(far * sign > 0)) {
                throw new AssertionError("Infinity of sign " + sign + " is rounded to " + far + this
                        + ". It becomes the largest value of its sign or stays.");
            }
        }
    }

    void checkCodes() {
        float[] once = rounded(values, DRAWS);
        int[] codes = new int[SIZE];
        rounder.encode(once.clone(), scales, codes);
        int bits = traits().bits();
        for (int i = 0; i < SIZE; i++) {
            float[] table = rounder.values(scales, rounder.group(i));
            boolean known = codes[i] >= 0 && codes[i] < table.length && (bits > 30 || codes[i] < 1 << bits);
            if (!known) {
                throw new AssertionError("The code of " + once[i] + " is " + codes[i] + ", which " + bits
                        + " bits or a table of " + table.length + " values do not hold" + this + ".");
            }
            if (table[codes[i]] != once[i]) {
                throw new AssertionError(
                        once[i] + " has the code " + codes[i] + ", which the table decodes to " + table[codes[i]] + this
                                + ". The host decodes saved weights by the table alone: codes must be exact.");
            }
        }
    }

    void checkPure(NumberSystem<S> other) {
        float[] whole = rounded(values, DRAWS);
        Rounding<S> again = new Rounding<>(other, site, settings, values);
        float[] pieces = values.clone();
        again.rounder.round(pieces, 120, SIZE, scales, DRAWS);
        again.rounder.round(pieces, 0, 120, scales, DRAWS);
        int at = Arrays.mismatch(whole, pieces);
        if (at >= 0 || !Arrays.equals(scales, again.scales)) {
            throw new AssertionError("A rounder that was prepared again, and worked in two spans, gave other values"
                    + (at < 0 ? "" : " (entry " + at + ": " + whole[at] + " and " + pieces[at] + ")") + this
                    + ". Rounding is a function of value, scale and draw, entry by entry.");
        }
    }

    void checkSpan() {
        float[] partly = values.clone();
        rounder.round(partly, 100, 200, scales, DRAWS);
        boolean kept =
                Arrays.equals(partly, 0, 100, values, 0, 100) && Arrays.equals(partly, 200, SIZE, values, 200, SIZE);
        if (!kept) {
            throw new AssertionError(
                    "Rounding entries [100, 200) changed others" + this + ". Loop from `from` to `to`.");
        }
    }

    void checkTile() {
        float[] whole = rounded(values, DRAWS);
        float[] tile = Arrays.copyOfRange(values, 120, 220);
        rounder.round(tile, 0, tile.length, 120, scales, DRAWS);
        int at = Arrays.mismatch(tile, Arrays.copyOfRange(whole, 120, 220));
        if (at >= 0) {
            throw new AssertionError(
                    "Entry " + (120 + at) + " is rounded to " + whole[120 + at] + " in the whole tensor, but to "
                            + tile[at] + " in a tile that begins at entry 120" + this
                            + ". Group and draw belong to the entry: values[i] is entry first + i.");
        }
    }

    void checkThreads() {
        float[] whole = rounded(values, DRAWS);
        for (int turn = 0; turn < TURNS; turn++) {
            float[] shared = values.clone();
            IntStream.range(0, SIZE / SPAN)
                    .parallel()
                    .forEach(s -> rounder.round(shared, s * SPAN, (s + 1) * SPAN, scales, DRAWS));
            int at = Arrays.mismatch(whole, shared);
            if (at >= 0) {
                throw new AssertionError("Entry " + at + " is rounded to " + whole[at] + " by one thread, but to "
                        + shared[at] + " when several round spans of the tensor" + this
                        + ". Several threads may round at once: keep nothing between or within calls in fields.");
            }
        }
    }

    void checkRows() {
        if (!rounder.rowsAlone()) {
            return;
        }
        int rows = SHAPE[0];
        int length = SIZE / rows;
        if (rounder.groups() != rows) {
            throw new AssertionError("Rows are said to be alone, but of " + rows + " rows there are " + rounder.groups()
                    + " groups" + this + ". Say so only where every row is a group.");
        }
        for (int from = 0; from < rows; from++) {
            for (int to = from + 1; to <= rows; to++) {
                double[] alone = new double[to - from];
                system.prepare(new int[] {to - from, length}, site, settings)
                        .fit(Arrays.copyOfRange(values, from * length, to * length), alone);
                int at = Arrays.mismatch(alone, Arrays.copyOfRange(scales, from, to));
                if (at >= 0 || rounder.group(from * length) != from || rounder.group(to * length - 1) != to - 1) {
                    throw new AssertionError("Rows " + from + " to " + (to - 1) + " alone have other groups or scales "
                            + "than among the others" + this + ". Rows that look at others are not alone.");
                }
            }
        }
    }

    void checkScales() {
        double[] again = new double[rounder.groups()];
        Arrays.fill(again, 1e30);
        rounder.fit(values.clone(), again);
        if (!Arrays.equals(again, scales)) {
            throw new AssertionError("fit into an array that held other scales gave others than into a new one" + this
                    + ". What was there does not count.");
        }
        for (int entry = 0; entry < SIZE; entry++) {
            int group = rounder.group(entry);
            if (group < 0 || group >= rounder.groups()) {
                throw new AssertionError("Entry " + entry + " is said to be of group " + group + ", but there are "
                        + rounder.groups() + this + ".");
            }
        }
    }

    @Override
    public String toString() {
        return ", at " + site + " with " + settings;
    }
}
