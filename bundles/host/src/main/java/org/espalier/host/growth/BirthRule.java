package org.espalier.host.growth;

import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.RandomStream;

/** Carries out an {@link Init}: writes the values of newborn entries, and no others. */
final class BirthRule {
    private BirthRule() {}

    /**
     * Fills the newborn entries of a parameter.
     *
     * @param values all its values in c-order
     * @throws IllegalArgumentException if the rule does not fit the parameter
     */
    static void fill(Init init, Parameter parameter, Region region, float[] values, RandomStream random) {
        switch (init.name()) {
            case Init.ZERO -> region.forEach((flat, index) -> values[flat] = 0);
            case Init.CONSTANT -> region.forEach((flat, index) -> values[flat] = (float) init.a());
            case Init.NORMAL ->
                region.forEach((flat, index) -> values[flat] = (float) (init.a() * random.normal(flat)));
            case Init.UNIFORM ->
                region.forEach((flat, index) ->
                        values[flat] = (float) (init.a() + (init.b() - init.a()) * random.uniform(flat)));
            case Init.IDENTITY -> {
                needsAxes(parameter, 2, init);
                region.forEach((flat, index) -> values[flat] = index[0] == index[1] ? 1 : 0);
            }
            case Init.HADAMARD -> {
                needsAxes(parameter, 2, init);
                region.forEach((flat, index) -> values[flat] =
                        (float) ((Integer.bitCount(index[0] & index[1]) & 1) == 0 ? init.a() : -init.a()));
            }
            case Init.ORTHONORMAL -> OrthonormalRows.fill(parameter, region, values, random);
            case Init.MIRRORED -> mirror(init.a(), parameter, region, values, random);
            case Init.VALUES -> copy(init.values(), parameter, region, values);
            default ->
                throw new IllegalArgumentException(
                        parameter.name() + ": this host does not know how to be born by " + init);
        }
    }

    private static void needsAxes(Parameter parameter, int axes, Init init) {
        if (parameter.axes().size() < axes) {
            throw new IllegalArgumentException(
                    parameter.name() + ": " + init + " needs " + axes + " axes, not " + parameter.axes());
        }
    }

    private static void copy(float[] given, Parameter parameter, Region region, float[] values) {
        if (given.length != region.count()) {
            throw new IllegalArgumentException(
                    parameter.name() + ": " + given.length + " values for " + region.count() + " newborn entries");
        }
        for (float value : given) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(parameter.name() + ": a given value is " + value);
            }
        }
        int[] next = {0};
        region.forEach((flat, index) -> values[flat] = given[next[0]++]);
    }

    /** Newborn indices along an axis pair up in order: both twins get the first one's draw, with opposite signs where used. */
    private static void mirror(double std, Parameter parameter, Region region, float[] values, RandomStream random) {
        int[] shape = region.shape();
        int[][] first = new int[shape.length][];
        boolean[][] negative = new boolean[shape.length][];
        for (int axis = 0; axis < shape.length; axis++) {
            first[axis] = new int[shape[axis]];
            negative[axis] = new boolean[shape[axis]];
            int waiting = -1;
            for (int i = 0; i < shape[axis]; i++) {
                first[axis][i] = i;
                if (region.newborn(axis, i)) {
                    first[axis][i] = waiting < 0 ? i : waiting;
                    negative[axis][i] =
                            waiting >= 0 && parameter.axes().get(axis).role() == Role.CONSUMES;
                    waiting = waiting < 0 ? i : -1;
                }
            }
            if (waiting >= 0) {
                throw new IllegalArgumentException(
                        parameter.name() + ": mirrored birth needs an even number of new entries per axis");
            }
        }
        region.forEach((flat, index) -> {
            long twin = 0;
            boolean minus = false;
            for (int axis = 0; axis < shape.length; axis++) {
                twin = twin * shape[axis] + first[axis][index[axis]];
                minus ^= negative[axis][index[axis]];
            }
            double value = std * random.normal(twin);
            values[flat] = (float) (minus ? -value : value);
        });
    }
}
