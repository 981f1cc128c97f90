package org.espalier.api.growth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The description of one tensor of a model: name, axes, who may write it, how its entries are born. It holds no values.
 *
 * <p>Tensors are float32, c-order, contiguous. Immutable, compared by value.
 */
@ProviderType
public final class Parameter {
    private final String name;
    private final EntryKind kind;
    private final List<Axis> axes;
    private final Init birth;
    private final Init growth;
    private final Init appended;
    private final Set<Role> silent;

    private Parameter(
            String name, EntryKind kind, List<Axis> axes, Init birth, Init growth, Init appended, Set<Role> silent) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter needs a name");
        }
        this.name = name;
        this.kind = kind;
        this.axes = List.copyOf(axes);
        this.birth = birth;
        this.growth = growth;
        this.appended = appended;
        this.silent = silent;
    }

    private static Parameter of(String name, EntryKind kind, List<Axis> axes, Init init) {
        return new Parameter(name, kind, axes, init, init, init, Set.of());
    }

    /**
     * A parameter that the optimizer trains.
     *
     * @param name unique in a layout, dotted from outer to inner
     * @param init how it is born, at a run's birth and where it grows
     * @param axes outer to inner; none for a scalar
     */
    public static Parameter trained(String name, Init init, Axis... axes) {
        return of(name, EntryKind.TRAINED, List.of(axes), init);
    }

    /** A parameter that never changes after birth. */
    public static Parameter frozen(String name, Init init, Axis... axes) {
        return of(name, EntryKind.FROZEN, List.of(axes), init);
    }

    /** A parameter that a committed training step writes. */
    public static Parameter statistic(String name, Init init, Axis... axes) {
        return of(name, EntryKind.STATISTIC, List.of(axes), init);
    }

    /**
     * This parameter with another rule for entries that come by growth, such as zero to preserve the function; also where growth
     * in depth brings the whole parameter, unless {@link #appendedBy} follows.
     */
    public Parameter grownBy(Init growth) {
        return new Parameter(name, kind, axes, birth, growth, growth, silent);
    }

    /** This parameter with a rule of its own for the case that growth in depth brings the whole of it: an identity, or zero. */
    public Parameter appendedBy(Init appended) {
        return new Parameter(name, kind, axes, birth, growth, appended, silent);
    }

    /**
     * This parameter with new indices along axes of that role born silent: whatever {@link #growth()} says, an entry whose index
     * there is new is zero. A layer that CONSUMES a width says so, and growth of the width keeps the function: new units are
     * drawn, but nothing hears them yet. It holds for growth along an axis only, not for birth and not for
     * {@link #appended()}.
     */
    public Parameter silentAlong(Role role) {
        Set<Role> more = EnumSet.of(role);
        more.addAll(silent);
        return new Parameter(name, kind, axes, birth, growth, appended, Collections.unmodifiableSet(more));
    }

    /** Unique name, dotted from outer to inner. */
    public String name() {
        return name;
    }

    /** Who may write it. */
    public EntryKind kind() {
        return kind;
    }

    /** The axes, outer to inner. */
    public List<Axis> axes() {
        return axes;
    }

    /** How its entries are born at a run's birth, unless the job's initializer says otherwise. */
    public Init birth() {
        return birth;
    }

    /** How entries are born that come by growth, unless the operation or the job's initializer says otherwise. */
    public Init growth() {
        return growth;
    }

    /**
     * How all its entries are born where growth in depth brings it, unless the operation or the job's initializer says otherwise.
     */
    public Init appended() {
        return appended;
    }

    /** The roles of the axes along which new entries are zero; none unless {@link #silentAlong} said so. */
    public Set<Role> silent() {
        return silent;
    }

    /** Entries per axis. */
    public int[] shape() {
        return axes.stream().mapToInt(Axis::size).toArray();
    }

    /** Entries in all; ArithmeticException beyond 2^31 − 1, which no parameter may reach. */
    public int length() {
        int product = 1;
        for (Axis axis : axes) {
            product = Math.multiplyExact(product, axis.size());
        }
        return product;
    }

    /** The matrix or kernel that the roles of its axes make it; empty if they make none: vectors, tables, statistics per unit. */
    public Optional<MatrixAxes> matrix() {
        return MatrixAxes.of(this);
    }

    /** Whether some axis is bound to that dim. */
    public boolean binds(String dim) {
        return axes.stream().anyMatch(a -> a.binds(dim));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameter p
                && name.equals(p.name)
                && kind == p.kind
                && axes.equals(p.axes)
                && birth.equals(p.birth)
                && growth.equals(p.growth)
                && appended.equals(p.appended)
                && silent.equals(p.silent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, axes, birth, growth, appended, silent);
    }

    @Override
    public String toString() {
        return name + axes;
    }
}
