package org.espalier.testkit;

import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.RandomStream;

/** First values by an {@link Init}, as a host gives them; rows that should be orthonormal are drawn like normal ones. */
final class PlainBirth {
    private PlainBirth() {}

    static void fill(Init init, Parameter parameter, Region region, float[] values, RandomStream random) {
        if (init.name().equals(Init.VALUES)) {
            given(init.values(), parameter, region, values);
        } else if (init.name().equals(Init.MIRRORED)) {
            mirror(init.a(), parameter.axes(), region, values, random);
        } else {
            region.forEach((flat, index) -> values[flat] = (float) value(init, index, flat, random));
        }
    }

    /** Zeroes newborn entries whose index is new along an axis of a silent role. */
    static void silence(Parameter parameter, Region region, float[] values) {
        List<Axis> axes = parameter.axes();
        region.forEach((flat, index) -> {
            for (int axis = 0; axis < axes.size(); axis++) {
                boolean silent = parameter.silent().contains(axes.get(axis).role());
                values[flat] = silent && region.newborn(axis, index[axis]) ? 0 : values[flat];
            }
        });
    }

    private static double value(Init init, int[] index, int flat, RandomStream random) {
        return switch (init.name()) {
            case Init.ZERO -> 0;
            case Init.CONSTANT -> init.a();
            case Init.UNIFORM -> init.a() + (init.b() - init.a()) * random.uniform(flat);
            case Init.IDENTITY -> index[0] == index[1] ? 1 : 0;
            case Init.HADAMARD -> Integer.bitCount(index[0] & index[1]) % 2 == 0 ? init.a() : -init.a();
            case Init.NORMAL -> init.a() * random.normal(flat);
            default -> random.normal(flat);
        };
    }

    private static void given(float[] given, Parameter parameter, Region region, float[] values) {
        if (given.length != region.count()) {
            throw new AssertionError(
                    "The plan gives " + given.length + " values to " + parameter.name() + ", which has "
                            + region.count() + " newborn entries. Give as many, in c-order of the newborn region.");
        }
        int[] next = {0};
        region.forEach((flat, index) -> values[flat] = given[next[0]++]);
    }

    /** Newborn indices pair up along each axis; a twin has its elder's draw, with the other sign where the axis CONSUMES. */
    private static void mirror(double std, List<Axis> axes, Region region, float[] values, RandomStream random) {
        int[] shape = region.shape();
        region.forEach((flat, index) -> {
            long elder = 0;
            double sign = 1;
            for (int axis = 0; axis < axes.size(); axis++) {
                boolean twin = region.newborn(axis, index[axis]) && rank(region, axis, index[axis]) % 2 == 1;
                elder = elder * shape[axis] + (twin ? index[axis] - 1 : index[axis]);
                sign *= twin && axes.get(axis).role() == Role.CONSUMES ? -1 : 1;
            }
            values[flat] = (float) (sign * std * random.normal(elder));
        });
    }

    /** How many newborn indices come before this one along an axis. */
    private static int rank(Region region, int axis, int index) {
        int rank = 0;
        for (int i = 0; i < index; i++) {
            rank += region.newborn(axis, i) ? 1 : 0;
        }
        return rank;
    }
}
