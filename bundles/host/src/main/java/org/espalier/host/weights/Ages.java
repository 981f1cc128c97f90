package org.espalier.host.weights;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.Parameter;

/**
 * When the entries of one parameter were born: a step per index of each axis. An entry is as old as the youngest of its
 * indices, so that bias correction counts from birth. Immutable.
 */
public final class Ages {
    private final long[][] births;

    private Ages(long[][] births) {
        this.births = births;
    }

    /** Ages of a parameter all of whose entries are born when that many steps are done. */
    public static Ages bornAt(Parameter parameter, long step) {
        int[] shape = parameter.shape();
        long[][] births = new long[Math.max(1, shape.length)][];
        for (int axis = 0; axis < births.length; axis++) {
            births[axis] = new long[shape.length == 0 ? 1 : shape[axis]];
            Arrays.fill(births[axis], step);
        }
        return new Ages(births);
    }

    /** Ages as saved: births per axis and index. */
    public static Ages of(List<long[]> births) {
        return new Ages(births.stream().map(long[]::clone).toArray(long[][]::new));
    }

    /** Births per axis and index, copied. */
    public List<long[]> births() {
        return Arrays.stream(births).map(long[]::clone).toList();
    }

    /** Ages after each axis was rebuilt: from[axis][i] is the old index of new index i, or −1 if it is born now. */
    public Ages rebuilt(int[][] from, long step) {
        long[][] next = new long[births.length][];
        for (int axis = 0; axis < births.length; axis++) {
            next[axis] = new long[from[axis].length];
            for (int i = 0; i < from[axis].length; i++) {
                next[axis][i] = from[axis][i] < 0 ? step : births[axis][from[axis][i]];
            }
        }
        return new Ages(next);
    }

    /** Calls a visitor for every run of neighbouring entries of one birth, in c-order, no run longer than that. */
    public void spans(int longest, SpanVisitor visitor) {
        // Inner axes along which nothing was born later move as one block.
        int outer = births.length;
        int block = 1;
        long youngest = 0;
        while (outer > 0 && uniform(births[outer - 1])) {
            outer--;
            block *= births[outer].length;
            youngest = Math.max(youngest, births[outer].length == 0 ? 0 : births[outer][0]);
        }
        int blocks = 1;
        for (int axis = 0; axis < outer; axis++) {
            blocks *= births[axis].length;
        }
        int[] index = new int[outer];
        int from = 0;
        long current = 0;
        for (int b = 0; b < blocks; b++) {
            long birth = youngest;
            for (int axis = 0; axis < outer; axis++) {
                birth = Math.max(birth, births[axis][index[axis]]);
            }
            if (b > 0 && birth != current) {
                cut(from, b * block, current, longest, visitor);
                from = b * block;
            }
            current = birth;
            for (int axis = outer - 1; axis >= 0; axis--) {
                if (++index[axis] < births[axis].length) {
                    break;
                }
                index[axis] = 0;
            }
        }
        cut(from, blocks * block, current, longest, visitor);
    }

    private static boolean uniform(long[] births) {
        for (long birth : births) {
            if (birth != births[0]) {
                return false;
            }
        }
        return true;
    }

    private static void cut(int from, int to, long birth, int longest, SpanVisitor visitor) {
        for (int start = from; start < to; start += longest) {
            visitor.span(start, Math.min(to, start + longest), birth);
        }
    }

    /** What {@link Ages#spans} calls. */
    @FunctionalInterface
    public interface SpanVisitor {
        /** Entries [from, to) were all born when that many steps were done. */
        void span(int from, int to, long birth);
    }
}
