package org.espalier.host.numbers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundNumbers;

/**
 * The grid of one parameter's master values, UPDATE, prepared: it follows from number system and shape alone. Scales are state,
 * kept by whoever keeps the values: they are fitted at birth and stay between growths, and what growth leaves alone keeps its
 * bits.
 */
public final class WeightGrid implements AutoCloseable {
    /** In the place of a group's old one: it has no old entry. */
    private static final int NONE = -1;
    /** Likewise: it has old entries of several groups. */
    private static final int SEVERAL = -2;

    private final Rounder rounder;

    private WeightGrid(Rounder rounder) {
        this.rounder = rounder;
    }

    /** The grid of a parameter of a shape; empty where the number system leaves master values in float32. */
    public static Optional<WeightGrid> of(BoundNumbers numbers, int[] shape) {
        return numbers.rounds(Site.UPDATE)
                ? Optional.of(new WeightGrid(numbers.prepare(shape, Site.UPDATE)))
                : Optional.empty();
    }

    /**
     * Puts values onto the grid that fits them.
     *
     * @param values all values of the parameter, rounded in place
     * @return the grid's scales
     */
    public double[] born(float[] values, RandomStream draws) {
        double[] scales = rounder.fit(values);
        rounder.round(values, 0, values.length, scales, draws);
        return scales;
    }

    /**
     * Puts values onto the grid after a growth. A group whose old entries come from one group keeps its scale, and so the bits
     * of these entries, unless the newborns are beyond its reach; all other groups are fitted.
     *
     * @param values  all values of the grown parameter, rounded in place
     * @param origins by entry: the entry that it was before, or −1 for a newborn
     * @param before  the parameter's grid before
     * @param old     its scales
     * @return the grid's scales
     */
    public double[] grown(float[] values, int[] origins, WeightGrid before, double[] old, RandomStream draws) {
        double[] fitted = rounder.fit(values);
        double[] scales = fitted.clone();
        int[] sources = sources(origins, before);
        for (int g = 0; g < sources.length; g++) {
            scales[g] = sources[g] >= 0 ? old[sources[g]] : fitted[g];
        }
        float[] tile = new float[1];
        boolean[] tooFar = new boolean[sources.length];
        for (int i = 0; i < values.length; i++) {
            if (origins[i] < 0 && Float.isFinite(values[i])) {
                // An infinity becomes the group's largest value, or stays where there is none.
                tile[0] = Float.POSITIVE_INFINITY;
                rounder.round(tile, 0, 1, i, scales, draws);
                tooFar[rounder.group(i)] |= Math.abs(values[i]) > tile[0];
            }
        }
        for (int g = 0; g < tooFar.length; g++) {
            scales[g] = tooFar[g] ? fitted[g] : scales[g];
        }
        rounder.round(values, 0, values.length, scales, draws);
        return scales;
    }

    /** By group: the group that its old entries were of. */
    private int[] sources(int[] origins, WeightGrid before) {
        int[] sources = new int[rounder.groups()];
        Arrays.fill(sources, NONE);
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] >= 0) {
                int g = rounder.group(i);
                int source = before.rounder.group(origins[i]);
                sources[g] = sources[g] == NONE || sources[g] == source ? source : SEVERAL;
            }
        }
        return sources;
    }

    /**
     * Puts entries [from, to) back onto the grid, as the optimizer has left them; by several workers at once, on spans that share
     * no entry. Allocates nothing.
     *
     * @param scales what {@link #born} or {@link #grown} gave
     * @param draws  of the step and the parameter, so that bits do not depend on who rounds which span
     */
    public void update(float[] values, int from, int to, double[] scales, RandomStream draws) {
        rounder.round(values, from, to, scales, draws);
    }

    /** Whether values are on the grid of these scales, bit for bit, so that nothing has to be rounded. */
    public boolean holds(float[] values, double[] scales) {
        if (scales.length != rounder.groups()) {
            return false;
        }
        float[] rounded = values.clone();
        // What is representable stays whatever is drawn.
        rounder.round(rounded, 0, rounded.length, scales, RandomStream.of(0, "holds"));
        boolean same = true;
        for (int i = 0; i < values.length; i++) {
            same &= Float.floatToRawIntBits(values[i]) == Float.floatToRawIntBits(rounded[i]);
        }
        return same;
    }

    /** The codes of values on the grid. */
    public int[] codes(float[] values, double[] scales) {
        int[] codes = new int[values.length];
        rounder.encode(values, scales, codes);
        return codes;
    }

    /** The value of every code in every group: what decodes saved codes without the number system. Equal ones are one array. */
    public float[][] tables(double[] scales) {
        float[][] tables = new float[rounder.groups()][];
        Map<Double, float[]> byScale = new HashMap<>();
        for (int g = 0; g < tables.length; g++) {
            float[] table = rounder.values(scales, g);
            float[] other = byScale.putIfAbsent(scales[g], table);
            tables[g] = Arrays.equals(other, table) ? other : table;
        }
        return tables;
    }

    /** The group of an entry. */
    public int group(int entry) {
        return rounder.group(entry);
    }

    @Override
    public void close() {
        rounder.close();
    }
}
