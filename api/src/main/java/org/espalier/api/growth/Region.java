package org.espalier.api.growth;

import java.util.Arrays;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The entries of a parameter that have just come into being: all whose index lies in a newborn stretch of some axis.
 *
 * <p>Made by the host and by tests. Immutable. Indices are per axis, outer to inner; flat positions are c-order.
 */
@ProviderType
public final class Region {
    private final int[] shape;
    private final boolean[][] newborn;

    private Region(int[] shape, boolean[][] newborn) {
        this.shape = shape;
        this.newborn = newborn;
    }

    /** Every entry of a parameter: a run's birth, or a parameter that growth in depth has appended. */
    public static Region all(Parameter parameter) {
        int[] shape = parameter.shape();
        if (shape.length == 0) {
            return new Region(new int[] {1}, new boolean[][] {{true}});
        }
        boolean[][] newborn = new boolean[shape.length][];
        for (int axis = 0; axis < shape.length; axis++) {
            newborn[axis] = new boolean[shape[axis]];
        }
        Arrays.fill(newborn[0], true);
        return new Region(shape, newborn);
    }

    /** What a parameter has in its new layout and had not in its old; both must have the same axes but for their sizes. */
    public static Region grown(Parameter before, Parameter after) {
        List<Axis> axes = after.axes();
        if (before.axes().size() != axes.size()) {
            throw new IllegalArgumentException(after.name() + " changes its number of axes by growing");
        }
        boolean[][] newborn = new boolean[axes.size()][];
        for (int axis = 0; axis < axes.size(); axis++) {
            newborn[axis] = newborn(before.axes().get(axis), axes.get(axis), after.name());
        }
        int[] shape = after.shape();
        return shape.length == 0 ? new Region(new int[] {1}, new boolean[][] {{false}}) : new Region(shape, newborn);
    }

    private static boolean[] newborn(Axis before, Axis after, String parameter) {
        List<Axis.Factor> old = before.factors();
        List<Axis.Factor> now = after.factors();
        if (old.size() != now.size()) {
            throw new IllegalArgumentException(parameter + " changes its factors by growing");
        }
        boolean[] newborn = new boolean[after.size()];
        for (int i = 0; i < newborn.length; i++) {
            int rest = i;
            for (int f = now.size() - 1; f >= 0; f--) {
                int size = now.get(f).size();
                newborn[i] |= rest % size >= old.get(f).size();
                rest /= size;
            }
        }
        return newborn;
    }

    /** Entries per axis of the whole parameter; {1} for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Whether an index along an axis lies in a newborn stretch of it. */
    public boolean newborn(int axis, int index) {
        return newborn[axis][index];
    }

    /** Whether the entry at these indices is newborn. */
    public boolean contains(int... index) {
        for (int axis = 0; axis < shape.length; axis++) {
            if (newborn[axis][index[axis]]) {
                return true;
            }
        }
        return false;
    }

    /** Newborn entries in all. */
    public long count() {
        long all = 1;
        long kept = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            int old = 0;
            for (boolean b : newborn[axis]) {
                old += b ? 0 : 1;
            }
            all *= shape[axis];
            kept *= old;
        }
        return all - kept;
    }

    /** Calls a visitor for every newborn entry in c-order; the index array is reused between calls. */
    public void forEach(Visitor visitor) {
        boolean[] inside = new boolean[shape.length + 1];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            inside[axis] = inside[axis + 1];
            for (boolean b : newborn[axis]) {
                inside[axis] |= b;
            }
        }
        visit(0, 0, false, new int[shape.length], inside, visitor);
    }

    /** Goes down only where there is something newborn: old blocks of a large parameter cost nothing. */
    private void visit(int axis, int flat, boolean born, int[] index, boolean[] inside, Visitor visitor) {
        if (axis == shape.length) {
            visitor.entry(flat, index);
            return;
        }
        for (int i = 0; i < shape[axis]; i++) {
            boolean bornHere = born || newborn[axis][i];
            if (bornHere || inside[axis + 1]) {
                index[axis] = i;
                visit(axis + 1, flat * shape[axis] + i, bornHere, index, inside, visitor);
            }
        }
    }

    /** What {@link Region#forEach} calls, on the same thread; plugin authors implement it. What it throws ends the walk. */
    @ConsumerType
    @FunctionalInterface
    public interface Visitor {
        /** One newborn entry: its position in the parameter's c-order values, and its index per axis. */
        void entry(int flat, int[] index);
    }
}
