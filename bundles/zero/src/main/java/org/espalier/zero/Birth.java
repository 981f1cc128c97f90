package org.espalier.zero;

import java.util.Set;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;

/** On what occasion entries are born, and what the layout says of it. */
enum Birth {
    /** With the run. */
    FIRST,
    /** A whole parameter by growth in depth. */
    APPENDED,
    /** New indices of a parameter that is there. */
    GROWN;

    private static final Set<String> CERTAIN =
            Set.of(Init.ZERO, Init.CONSTANT, Init.IDENTITY, Init.HADAMARD, Init.VALUES);

    /** Structure that a layout asks for by itself, since something beside the parameter completes it. */
    private static final Set<String> STRUCTURE = Set.of(Init.IDENTITY, Init.HADAMARD);

    static Birth of(Newborn newborn) {
        if (newborn.atBirth()) {
            return FIRST;
        }
        return newborn.region().count() == newborn.parameter().length() ? APPENDED : GROWN;
    }

    /** Whether the layout's own rule for the occasion draws nothing: gains of one, and whatever keeps a function as it grows. */
    boolean certain(Parameter parameter) {
        return CERTAIN.contains(own(parameter).name());
    }

    /** Whether that rule holds though the parameter may be a matrix: as it grows whatever draws nothing, at first what has a structure. */
    boolean settled(Parameter parameter) {
        return this == FIRST ? STRUCTURE.contains(own(parameter).name()) : certain(parameter);
    }

    private Init own(Parameter parameter) {
        return switch (this) {
            case FIRST -> parameter.birth();
            case APPENDED -> parameter.appended();
            case GROWN -> parameter.growth();
        };
    }

    /**
     * Whether the layout has an entry zero for the outputs to stay: a new index along a silent axis. A new output may hear a new
     * input all the same, as nobody hears that output yet; zero on both sides, neither would ever learn.
     */
    boolean silent(Parameter parameter, Region region, int[] index) {
        boolean silent = false;
        boolean unheard = false;
        for (int axis = 0; this == GROWN && axis < index.length; axis++) {
            if (region.newborn(axis, index[axis])) {
                Role role = parameter.axes().get(axis).role();
                silent |= parameter.silent().contains(role);
                unheard |= role == Role.PRODUCES;
            }
        }
        return silent && !unheard;
    }
}
