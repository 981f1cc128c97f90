package org.espalier.lns;

/**
 * The groups of one tensor: equal stretches of neighbouring entries.
 *
 * @param length entries of the tensor
 * @param each   entries of a group, at least 1
 * @param rows   whether each is a row, the entries of one index along the first axis
 */
record Groups(int length, int each, boolean rows) {
    /** The groups of a tensor of a shape. */
    static Groups of(int[] shape, Group group) {
        int length = 1;
        for (int size : shape) {
            length = Math.multiplyExact(length, size);
        }
        boolean byRow = group == Group.ROW && shape.length > 1;
        int rows = byRow ? shape[0] : 1;
        return new Groups(length, Math.max(1, length / Math.max(1, rows)), byRow);
    }

    int count() {
        return Math.max(1, length / each);
    }

    int of(int entry) {
        return entry / each;
    }

    /** The entry after the last of the group of an entry, or the end of the span. */
    int end(int entry, int to) {
        return Math.min(to, (of(entry) + 1) * each);
    }

    /**
     * Writes the largest magnitude that is finite in every group.
     *
     * @return the largest of all
     */
    float largest(float[] values, double[] largest) {
        float most = 0;
        for (int g = 0; g < count(); g++) {
            float here = Magnitudes.largest(values, g * each, Math.min(length, (g + 1) * each));
            largest[g] = here;
            most = Math.max(most, here);
        }
        return most;
    }
}
