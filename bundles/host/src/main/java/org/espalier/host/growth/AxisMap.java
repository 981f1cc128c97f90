package org.espalier.host.growth;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;

/**
 * Where the entries along one axis come from when dims change: for every new index the old one, or −1 for a newborn; and how
 * many copies share each old one.
 */
final class AxisMap {
    private final int[] from;
    private final int[] copies;
    private final boolean identity;

    private AxisMap(int[] from, int[] copies, int oldSize) {
        this.from = from;
        this.copies = copies;
        boolean same = from.length == oldSize;
        for (int i = 0; i < from.length && same; i++) {
            same = from[i] == i;
        }
        this.identity = same;
    }

    /**
     * The map of an axis from its old form to its new one.
     *
     * @param remaps for dims that are rebuilt by copying: old entry of every new entry
     */
    static AxisMap of(Axis before, Axis after, Map<String, int[]> remaps) {
        List<Axis.Factor> old = before.factors();
        List<Axis.Factor> now = after.factors();
        int[] from = new int[after.size()];
        int[] copies = new int[after.size()];
        for (int i = 0; i < from.length; i++) {
            copies[i] = 1;
            int rest = i;
            int flat = 0;
            int stride = 1;
            boolean born = false;
            for (int f = now.size() - 1; f >= 0; f--) {
                int sub = rest % now.get(f).size();
                rest /= now.get(f).size();
                int[] remap = now.get(f).dim().map(remaps::get).orElse(null);
                int source = remap == null ? sub : remap[sub];
                copies[i] *= remap == null ? 1 : count(remap, source);
                born |= source >= old.get(f).size();
                flat += source * stride;
                stride *= old.get(f).size();
            }
            from[i] = born ? -1 : flat;
        }
        return new AxisMap(from, copies, before.size());
    }

    private static int count(int[] remap, int source) {
        int copies = 0;
        for (int s : remap) {
            copies += s == source ? 1 : 0;
        }
        return copies;
    }

    /** Entries along the new axis. */
    int size() {
        return from.length;
    }

    /** The old index of a new one, or −1. */
    int from(int index) {
        return from[index];
    }

    /** New entries that come from the same old one, at least 1. */
    int copies(int index) {
        return copies[index];
    }

    /** Whether nothing along this axis changes. */
    boolean identity() {
        return identity;
    }

    /** All old indices by new ones. */
    int[] all() {
        return from.clone();
    }
}
