package org.espalier.host.store;

import java.util.Arrays;

/**
 * Values as codes of few bits: what decodes them is here, too, and needs no number system. Arrays are not copied.
 *
 * @param codes  by entry
 * @param groups by entry: the group whose table has the code's value
 * @param tables by group: the value of every code
 */
public record SavedCodes(int[] codes, int[] groups, float[][] tables) {
    /** Refuses codes without a group, and those that no table has. */
    public SavedCodes {
        if (codes.length != groups.length) {
            throw new IllegalArgumentException(codes.length + " codes, " + groups.length + " of them with a group");
        }
        for (int i = 0; i < codes.length; i++) {
            if (groups[i] < 0 || groups[i] >= tables.length || codes[i] < 0 || codes[i] >= tables[groups[i]].length) {
                throw new IllegalArgumentException("the code " + codes[i] + " of group " + groups[i] + " has no value");
            }
        }
    }

    /** Bits of a code: as few as number the largest table. */
    int bits() {
        int most = Arrays.stream(tables).mapToInt(table -> table.length).max().orElse(1);
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(most - 1));
    }

    /** The values. */
    public float[] values() {
        float[] values = new float[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = tables[groups[i]][codes[i]];
        }
        return values;
    }
}
