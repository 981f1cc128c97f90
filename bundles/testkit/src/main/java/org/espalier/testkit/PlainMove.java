package org.espalier.testkit;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/** Where the entries of a grown parameter come from, entry by entry: slow, and plain enough to be believed. */
final class PlainMove {
    private final Parameter before;
    private final Parameter after;
    private final Map<String, int[]> remaps;
    private boolean born;
    private int from;
    private double share;
    private boolean copied;

    /** The way from one form of a parameter to another; {@code remaps} has the old entry of each new one by dim. */
    PlainMove(Parameter before, Parameter after, Map<String, int[]> remaps) {
        this.before = before;
        this.after = after;
        this.remaps = remaps;
    }

    /** Looks up one entry of the new form by its flat position; the other methods tell of it. */
    void at(int flat) {
        born = false;
        from = 0;
        share = 1;
        copied = false;
        int stride = 1;
        int rest = flat;
        List<Axis> axes = after.axes();
        for (int a = axes.size() - 1; a >= 0; a--) {
            Axis axis = axes.get(a);
            List<Axis.Factor> old = before.axes().get(a).factors();
            for (int f = axis.factors().size() - 1; f >= 0; f--) {
                Axis.Factor factor = axis.factors().get(f);
                int index = rest % factor.size();
                rest /= factor.size();
                int[] remap = factor.dim().map(remaps::get).orElse(null);
                int source = remap == null ? index : remap[index];
                if (remap != null) {
                    share /= axis.role() == Role.CONSUMES ? copies(remap, source) : 1;
                    copied |= index >= old.get(f).size() && axis.role() != Role.CONSUMES;
                }
                born |= source >= old.get(f).size();
                from += source * stride;
                stride *= old.get(f).size();
            }
        }
    }

    private static int copies(int[] remap, int source) {
        int copies = 0;
        for (int s : remap) {
            copies += s == source ? 1 : 0;
        }
        return copies;
    }

    /** Whether the entry has just come into being. */
    boolean born() {
        return born;
    }

    /** The old flat position; meaningless of a newborn. */
    int from() {
        return from;
    }

    /** The factor on the old value: below 1 where what CONSUMES is shared among copies. */
    double share() {
        return share;
    }

    /** Whether it is a copy beside its original, on which a remap puts its noise. */
    boolean copied() {
        return copied;
    }
}
