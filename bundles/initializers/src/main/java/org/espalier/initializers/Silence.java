package org.espalier.initializers;

import java.util.Set;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;

/** What a layout says of growth for its outputs to stay as they are: that holds whatever initializer a job names. */
final class Silence {
    private static final Set<String> CERTAIN =
            Set.of(Init.ZERO, Init.CONSTANT, Init.IDENTITY, Init.HADAMARD, Init.VALUES);
    private final Parameter parameter;
    private final Region region;
    private final boolean grown;

    private Silence(Parameter parameter, Region region, boolean grown) {
        this.parameter = parameter;
        this.region = region;
        this.grown = grown;
    }

    static Silence of(Newborn newborn) {
        return new Silence(newborn.parameter(), newborn.region(), !whole(newborn));
    }

    /** Whether a parameter is born as a whole: with its run, or by growth in depth. */
    static boolean whole(Newborn newborn) {
        return newborn.atBirth()
                || newborn.region().count() == newborn.parameter().length();
    }

    /** Whether the layout bears these entries without drawing: a layer that depth brings, a factor that a product ends with. */
    static boolean layoutIsCertain(Newborn newborn) {
        Parameter parameter = newborn.parameter();
        Init own = whole(newborn) ? parameter.appended() : parameter.growth();
        return CERTAIN.contains((newborn.atBirth() ? parameter.birth() : own).name());
    }

    /** Whether an entry is zero since its index is new along an axis that the layout calls silent. */
    boolean at(int[] index) {
        for (int axis = 0; grown && axis < index.length; axis++) {
            if (region.newborn(axis, index[axis])
                    && parameter.silent().contains(parameter.axes().get(axis).role())) {
                return true;
            }
        }
        return false;
    }
}
