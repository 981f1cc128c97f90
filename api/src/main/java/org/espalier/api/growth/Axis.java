package org.espalier.api.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One axis of a parameter: a product of factors, outer to inner, each of a fixed size or bound to a dim.
 *
 * <p>An axis grows at the end of its bound factor, so learned entries never shift inside it: in (± × k) the + block and
 * the − block each get a new last entry. Models build it by its factories. Immutable, compared by value.
 */
@ProviderType
public final class Axis {
    private final Role role;
    private final List<Factor> factors;
    private final int parallel;
    private final int size;

    private Axis(Role role, List<Factor> factors, int parallel) {
        this.role = role;
        this.factors = List.copyOf(factors);
        this.parallel = parallel;
        int product = 1;
        for (Factor factor : factors) {
            product = Math.multiplyExact(product, factor.size);
        }
        this.size = product;
    }

    /** An axis of one fixed factor. */
    public static Axis fixed(Role role, int size) {
        return new Axis(role, List.of(new Factor(null, size)), 1);
    }

    /** An axis of one factor bound to a dim, at the dim's size. */
    public static Axis of(Role role, Dim dim) {
        return new Axis(role, List.of(new Factor(dim.name(), dim.size())), 1);
    }

    /** This axis with a further fixed factor, inside the others: channels × 49. */
    public Axis times(int size) {
        return plus(new Factor(null, size));
    }

    /** This axis with a further factor bound to a dim, inside the others: ± × modes. */
    public Axis times(Dim dim) {
        return plus(new Factor(dim.name(), dim.size()));
    }

    private Axis plus(Factor factor) {
        List<Factor> more = new ArrayList<>(factors);
        more.add(factor);
        return new Axis(role, more, parallel);
    }

    /**
     * As many axes like this one beside one another, such as those of queries, keys and values: a further factor outside the
     * others. Along outputs each is a matrix of its own, which initializers bear as such.
     *
     * @param matrices at least 1
     * @throws IllegalStateException if there are some beside one another already
     */
    public Axis beside(int matrices) {
        if (parallel != 1 || matrices < 1) {
            throw new IllegalStateException(matrices + " beside one another of " + this);
        }
        List<Factor> more = new ArrayList<>();
        more.add(new Factor(null, matrices));
        more.addAll(factors);
        return new Axis(role, more, matrices);
    }

    /** The same factors in another role. */
    public Axis as(Role other) {
        return new Axis(other, factors, parallel);
    }

    /** This axis with a dim at another size; the same if no factor is bound to it. */
    public Axis sized(String dim, int entries) {
        return new Axis(
                role,
                factors.stream()
                        .map(f -> dim.equals(f.dim) ? new Factor(dim, entries) : f)
                        .toList(),
                parallel);
    }

    /** What the axis is to its entries. */
    public Role role() {
        return role;
    }

    /** The factors, outer to inner; at least one. */
    public List<Factor> factors() {
        return factors;
    }

    /** As how many axes {@link #beside} one another it was built; 1 unless it was. */
    public int parallel() {
        return parallel;
    }

    /** Entries along the axis: the product of its factors. */
    public int size() {
        return size;
    }

    /** Whether some factor is bound to that dim. */
    public boolean binds(String dim) {
        return factors.stream().anyMatch(f -> dim.equals(f.dim));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Axis axis
                && role == axis.role
                && parallel == axis.parallel
                && factors.equals(axis.factors);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * role.hashCode() + factors.hashCode()) + parallel;
    }

    @Override
    public String toString() {
        return role + factors.toString();
    }

    /** One factor of an axis; built by {@link Axis#fixed}, {@link Axis#of}, {@link Axis#times} and {@link Axis#beside}. */
    @ProviderType
    public static final class Factor {
        private final @Nullable String dim;
        private final int size;

        private Factor(@Nullable String dim, int size) {
            if (size < 0) {
                throw new IllegalArgumentException("a factor of size " + size);
            }
            this.dim = dim;
            this.size = size;
        }

        /** The dim that it is bound to; empty if its size is fixed. */
        public Optional<String> dim() {
            return Optional.ofNullable(dim);
        }

        /** Entries of this factor. */
        public int size() {
            return size;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Factor factor && Objects.equals(dim, factor.dim) && size == factor.size;
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(dim) + size;
        }

        @Override
        public String toString() {
            return dim == null ? Integer.toString(size) : dim + "=" + size;
        }
    }
}
