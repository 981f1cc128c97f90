package org.espalier.host.growth;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/** How the entries of one parameter get from an old layout to a new one; newborn entries stay zero. */
final class Move {
    private final AxisMap[] axes;
    private final Role[] roles;
    private final int[] oldStrides;
    private final int length;
    private final int block;
    private final int outer;

    /** A move between two forms of a parameter that differ in sizes alone. */
    Move(Parameter before, Parameter after, Map<String, int[]> remaps) {
        List<Axis> now = after.axes();
        this.axes = new AxisMap[now.size()];
        this.roles = new Role[now.size()];
        this.oldStrides = new int[now.size()];
        this.length = after.length();
        int stride = 1;
        for (int axis = now.size() - 1; axis >= 0; axis--) {
            axes[axis] = AxisMap.of(before.axes().get(axis), now.get(axis), remaps);
            roles[axis] = now.get(axis).role();
            oldStrides[axis] = stride;
            stride *= before.axes().get(axis).size();
        }
        // Trailing axes that do not change move as one block.
        int contiguous = 1;
        int outermost = axes.length;
        while (outermost > 0 && axes[outermost - 1].identity()) {
            contiguous *= axes[--outermost].size();
        }
        this.block = contiguous;
        this.outer = outermost;
    }

    /** Old indices by new ones, per axis; for ages. */
    int[][] from() {
        int[][] from = new int[Math.max(1, axes.length)][];
        from[0] = new int[] {0};
        for (int axis = 0; axis < axes.length; axis++) {
            from[axis] = axes[axis].all();
        }
        return from;
    }

    /** The values in the new layout: copies where a dim was remapped, CONSUMES divided by the number of copies. */
    float[] values(float[] old) {
        return moved(old, Role.CONSUMES, 1);
    }

    /**
     * A moment in the new layout. Gradients of copies that PRODUCE shrink by the number of copies, those that CONSUME keep
     * theirs, so a moment of degree d shrinks by that number to the power of d.
     */
    float[] moment(float[] old, int degree) {
        return moved(old, Role.PRODUCES, degree);
    }

    /** By new entry: the old one that it was, or of which it is a copy; −1 for a newborn. */
    int[] origins() {
        int[] origins = new int[length];
        blocks((to, from, index) -> {
            for (int i = 0; i < block; i++) {
                origins[to + i] = from < 0 ? -1 : from + i;
            }
        });
        return origins;
    }

    private float[] moved(float[] old, Role divided, int power) {
        float[] now = new float[length];
        blocks((to, from, index) -> {
            if (from >= 0) {
                System.arraycopy(old, from, now, to, block);
                float divisor = divisor(index, divided, power);
                for (int i = to; divisor != 1 && i < to + block; i++) {
                    now[i] /= divisor;
                }
            }
        });
        return now;
    }

    private float divisor(int[] index, Role divided, int power) {
        float divisor = 1;
        for (int axis = 0; axis < outer; axis++) {
            int copies = axes[axis].copies(index[axis]);
            if (copies > 1 && divides(roles[axis], divided)) {
                divisor *= (float) Math.pow(copies, power);
            }
        }
        return divisor;
    }

    /** What is called for every block of entries that move together. */
    private interface BlockVisitor {
        /** Entries from one on, those where they were or −1 if they are born, and the new index of the outer axes, live. */
        void block(int to, int from, int[] index);
    }

    private void blocks(BlockVisitor visitor) {
        int[] index = new int[outer];
        for (int to = 0; to < length; to += block) {
            int from = 0;
            boolean born = false;
            for (int axis = 0; axis < outer; axis++) {
                int source = axes[axis].from(index[axis]);
                born |= source < 0;
                from += source * oldStrides[axis];
            }
            visitor.block(to, born ? -1 : from, index);
            for (int axis = outer - 1; axis >= 0; axis--) {
                if (++index[axis] < axes[axis].size()) {
                    break;
                }
                index[axis] = 0;
            }
        }
    }

    private static boolean divides(Role role, Role divided) {
        return role == divided || divided == Role.PRODUCES && (role == Role.NORM || role == Role.BRANCH_END);
    }
}
