package org.espalier.host.store;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Equality of arrays bit for bit: −0 differs from 0, and a NaN equals a NaN of the same bits alone. */
final class SameBits {
    private SameBits() {}

    static boolean of(float[] a, float[] b) {
        boolean same = a.length == b.length;
        for (int i = 0; same && i < a.length; i++) {
            same = Float.floatToRawIntBits(a[i]) == Float.floatToRawIntBits(b[i]);
        }
        return same;
    }

    static boolean of(double[] a, double[] b) {
        boolean same = a.length == b.length;
        for (int i = 0; same && i < a.length; i++) {
            same = of(a[i], b[i]);
        }
        return same;
    }

    static boolean of(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    static <T> boolean of(List<T> a, List<T> b, BiPredicate<T, T> same) {
        boolean all = a.size() == b.size();
        for (int i = 0; all && i < a.size(); i++) {
            all = same.test(a.get(i), b.get(i));
        }
        return all;
    }

    static <T> boolean of(Map<String, T> a, Map<String, T> b, BiPredicate<T, T> same) {
        return a.keySet().equals(b.keySet())
                && a.entrySet().stream().allMatch(e -> same.test(e.getValue(), b.get(e.getKey())));
    }
}
