package org.espalier.api.growth;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which newborn entries a layout wants zero, so that growth keeps the outputs: those whose index is new along an axis that the
 * parameter calls silent ({@link Parameter#silentAlong}). For initializers. Immutable.
 */
@ProviderType
public final class Silence {
    private final boolean[][] silent;

    private Silence(boolean[][] silent) {
        this.silent = silent;
    }

    /** That of what is born; of a whole parameter nothing is silent. */
    public static Silence of(Newborn newborn) {
        Parameter parameter = newborn.parameter();
        Region region = newborn.region();
        Set<Role> roles = newborn.whole() ? Set.of() : parameter.silent();
        boolean[][] silent = new boolean[parameter.axes().size()][];
        for (int axis = 0; axis < silent.length; axis++) {
            Axis of = parameter.axes().get(axis);
            silent[axis] = new boolean[of.size()];
            for (int i = 0; roles.contains(of.role()) && i < silent[axis].length; i++) {
                silent[axis][i] = region.newborn(axis, i);
            }
        }
        return new Silence(silent);
    }

    /** Whether the layout wants an entry zero, by its index per axis. */
    public boolean at(int[] index) {
        for (int axis = 0; axis < silent.length; axis++) {
            if (silent[axis][index[axis]]) {
                return true;
            }
        }
        return false;
    }
}
