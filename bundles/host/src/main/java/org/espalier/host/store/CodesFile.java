package org.espalier.host.store;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint holds of the grids on which weights live: scales, and weights as packed codes with all that it takes to decode
 * them. Of the parameter {@code w} it has
 *
 * <ul>
 *   <li>{@code w#scales}: by group;
 *   <li>{@code w#codes}: packed without gaps, a byte's lowest bits first;
 *   <li>{@code w#groups}: [stretches, 2], how many neighbouring entries are of which group;
 *   <li>{@code w#tables}: [groups, 2], the table of a group's values and the power of two that they are to be multiplied by.
 * </ul>
 *
 * <p>Tables are {@code #0}, {@code #1}, …, the value of every code; a code has as many bits as number the entries of the largest
 * of a parameter's. Groups and parameters whose values differ by powers of two share one.
 */
final class CodesFile {
    private static final String SCALES = "#scales";
    private static final String CODES = "#codes";
    private static final String GROUPS = "#groups";
    private static final String TABLES = "#tables";

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<IntBuffer, Integer> known = new HashMap<>();

    /** The arrays of a snapshot's parameters; none where all of it is float32. */
    static Map<String, Tensor> write(Map<String, SavedParameter> parameters) {
        CodesFile file = new CodesFile();
        parameters.forEach(file::add);
        return file.tensors;
    }

    private void add(String name, SavedParameter parameter) {
        if (parameter.scales().length > 0) {
            double[] scales = parameter.scales();
            tensors.put(name + SCALES, new Tensor.Doubles(new int[] {scales.length}, scales));
        }
        parameter.codes().ifPresent(codes -> {
            byte[] packed = PackedCodes.pack(codes.codes(), codes.bits());
            tensors.put(name + CODES, new Tensor.Bytes(new int[] {packed.length}, packed));
            tensors.put(name + GROUPS, pairs(stretches(codes.groups())));
            List<int[]> tables = Arrays.stream(codes.tables()).map(this::table).toList();
            tensors.put(name + TABLES, pairs(tables));
        });
    }

    private static List<int[]> stretches(int[] groups) {
        List<int[]> stretches = new ArrayList<>();
        for (int from = 0, i = 1; i <= groups.length; i++) {
            if (i == groups.length || groups[i] != groups[from]) {
                stretches.add(new int[] {i - from, groups[from]});
                from = i;
            }
        }
        return stretches;
    }

    private static Tensor pairs(List<int[]> pairs) {
        int[] all = new int[2 * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            System.arraycopy(pairs.get(i), 0, all, 2 * i, 2);
        }
        return new Tensor.Ints(new int[] {pairs.size(), 2}, all);
    }

    /** The number of a table and its power of two. */
    private int[] table(float[] values) {
        int power = 0;
        float largest = 0;
        for (float value : values) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        float[] scaled = values;
        if (largest >= Float.MIN_NORMAL) {
            float[] unit = scaled(values, -Math.getExponent(largest));
            if (SameBits.of(scaled(unit, Math.getExponent(largest)), values)) {
                scaled = unit;
                power = Math.getExponent(largest);
            }
        }
        int[] bits = new int[scaled.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(scaled[i]);
        }
        Integer number = known.get(IntBuffer.wrap(bits));
        if (number == null) {
            number = known.size();
            known.put(IntBuffer.wrap(bits), number);
            tensors.put("#" + number, new Tensor.Floats(new int[] {scaled.length}, scaled));
        }
        return new int[] {number, power};
    }

    private static float[] scaled(float[] values, int power) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.scalb(values[i], power);
        }
        return scaled;
    }

    /** The scales of a parameter; none if it lives in float32. */
    static double[] scales(Map<String, Tensor> tensors, String name) throws CheckpointException {
        return tensors.containsKey(name + SCALES)
                ? get(tensors, name + SCALES, Tensor.Doubles.class).values()
                : new double[0];
    }

    /**
     * The codes of a parameter; empty if its values were saved as they are.
     *
     * @param count its entries
     */
    static Optional<SavedCodes> codes(Map<String, Tensor> tensors, String name, int count) throws CheckpointException {
        if (!tensors.containsKey(name + CODES)) {
            return Optional.empty();
        }
        int[] chosen = get(tensors, name + TABLES, Tensor.Ints.class).values();
        float[][] tables = new float[chosen.length / 2][];
        for (int g = 0; g < tables.length; g++) {
            float[] table =
                    get(tensors, "#" + chosen[2 * g], Tensor.Floats.class).values();
            tables[g] = chosen[2 * g + 1] == 0 ? table : scaled(table, chosen[2 * g + 1]);
        }
        int[] groups = groups(get(tensors, name + GROUPS, Tensor.Ints.class).values(), count, name);
        byte[] packed = get(tensors, name + CODES, Tensor.Bytes.class).values();
        try {
            int bits = new SavedCodes(new int[0], new int[0], tables).bits();
            return Optional.of(new SavedCodes(PackedCodes.unpack(packed, count, bits), groups, tables));
        } catch (IllegalArgumentException e) {
            throw corrupt(name + ": " + e.getMessage());
        }
    }

    private static int[] groups(int[] stretches, int count, String name) throws CheckpointException {
        int[] groups = new int[count];
        long at = 0;
        for (int i = 0; i + 1 < stretches.length; i += 2) {
            if (stretches[i] < 0 || at + stretches[i] > count) {
                throw corrupt(name + GROUPS + " is of other entries than the " + count + " that there are");
            }
            Arrays.fill(groups, (int) at, (int) at + stretches[i], stretches[i + 1]);
            at += stretches[i];
        }
        if (at != count) {
            throw corrupt(name + GROUPS + " is of " + at + " entries, not of " + count);
        }
        return groups;
    }

    private static <T extends Tensor> T get(Map<String, Tensor> tensors, String name, Class<T> type)
            throws CheckpointException {
        return CheckpointFiles.get(tensors, name, CheckpointFiles.CODES, type);
    }

    private static CheckpointException corrupt(String why) {
        return CheckpointFiles.corrupt(CheckpointFiles.CODES, why);
    }
}
