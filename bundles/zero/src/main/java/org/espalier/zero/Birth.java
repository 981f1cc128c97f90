package org.espalier.zero;

import java.util.List;
import java.util.Set;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Silence;

/** What a layout says of the occasion on which entries are born. */
final class Birth {
    /** Structure that a layout asks for by itself, since something beside the parameter completes it. */
    private static final Set<String> STRUCTURE = Set.of(Init.IDENTITY, Init.HADAMARD);

    private final Newborn newborn;
    private final List<Axis> axes;
    private final Region region;
    private final Silence silence;
    /** Roles along which whatever is new is zero. */
    private final Set<Role> hushed;

    Birth(Newborn newborn) {
        this.newborn = newborn;
        this.axes = newborn.parameter().axes();
        this.region = newborn.region();
        this.silence = Silence.of(newborn);
        this.hushed = newborn.parameter().silent();
    }

    /** Whether the layout's own rule draws nothing: gains of one, and whatever keeps a function as it grows. */
    boolean certain() {
        return !newborn.rule().draws();
    }

    /**
     * Whether that rule holds though the parameter may be a matrix: as it grows whatever draws nothing, at first what has a
     * structure.
     */
    boolean settled() {
        return newborn.atBirth() ? structured(newborn.rule()) : certain();
    }

    /** Whether a rule at a run's birth asks for a structure. */
    static boolean structured(Init birth) {
        return STRUCTURE.contains(birth.name());
    }

    /**
     * Whether the layout has an entry zero for the outputs to stay: a new index along a silent axis. A new output may hear a new
     * input all the same, as nobody hears that output yet; zero on both sides, neither would ever learn. Not where outputs are called
     * silent themselves: somebody hears those at once.
     */
    boolean silent(int[] index) {
        return silence.at(index) && !unheard(index);
    }

    private boolean unheard(int[] index) {
        for (int axis = 0; axis < index.length; axis++) {
            Role role = axes.get(axis).role();
            if (role == Role.PRODUCES && !hushed.contains(role) && region.newborn(axis, index[axis])) {
                return true;
            }
        }
        return false;
    }
}
