package org.espalier.api.growth;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One operation of a growth plan. Strategies build them by the factories; the host validates and applies them.
 *
 * <p>Sealed: this API alone implements it. More operations may come in any minor version, and a {@code switch} that names
 * today's would then fail at run time: it needs a {@code default}, which treats an unknown one as "some change".
 */
@ProviderType
public sealed interface GrowthOp permits GrowthOp.Resize, GrowthOp.Remap, GrowthOp.Refactor, GrowthOp.Assign {
    /**
     * Gives a dim another size. Larger: entries are added at the end of every factor bound to it. Smaller: the leading
     * entries are kept. Resizing a dim of kind DEPTH appends or removes parameters and dims.
     */
    static Resize resize(Dim dim, int size) {
        return resize(dim.name(), size);
    }

    /** Gives the dim of that name another size. */
    static Resize resize(String dim, int size) {
        return new Resize(dim, size, Map.of(), "");
    }

    /**
     * Rebuilds a dim by copying (Net2Net): new entry i is old entry from[i]; what PRODUCES is copied, what CONSUMES is
     * divided by the number of copies, moments likewise. A dim that is bound by a SHARED axis is refused.
     *
     * @param from for every new entry the old one that it copies; every old entry must occur
     */
    static Remap remap(Dim dim, int... from) {
        return remap(dim.name(), from);
    }

    /** Rebuilds the dim of that name by copying. */
    static Remap remap(String dim, int... from) {
        return new Remap(dim, from.clone(), 0);
    }

    /**
     * Turns every product that is a dim's spectrum into its balanced SVD, √s on either side, largest first, and keeps the
     * leading terms. The function is kept as long as the terms that go are zero; what they carried is journalled.
     *
     * <p>With L' = L·A and R' = B·R, first moments are those of the new factors' gradients, m·Bᵀ and Aᵀ·m; second moments go
     * by the squares of the same map, as those of uncorrelated gradients do. A term is as old as the one of which it
     * holds most. Terms of a product that is zero there (below 1e-7 of its largest singular value) are newborn: they are born as
     * by growth, but on one side only, so that the function stays.
     *
     * @param keep terms to keep, 1 to the dim's size and permitted by the dim
     */
    static Refactor refactor(Dim dim, int keep) {
        return refactor(dim.name(), keep);
    }

    /** Turns every product that is the spectrum of the dim of that name into its balanced SVD. */
    static Refactor refactor(String dim, int keep) {
        return new Refactor(dim, keep);
    }

    /** Writes a whole parameter anew; its moments and ages begin again. FROZEN and TRAINED parameters only. */
    static Assign assign(String parameter, Init init) {
        return new Assign(parameter, init);
    }

    /** Another size for a dim; built by {@link GrowthOp#resize}. */
    @ProviderType
    final class Resize implements GrowthOp {
        private final String dim;
        private final int size;
        private final Map<String, Init> inits;
        private final String why;

        private Resize(String dim, int size, Map<String, Init> inits, String why) {
            this.dim = dim;
            this.size = size;
            this.inits = Collections.unmodifiableMap(inits);
            this.why = why;
        }

        /** This operation with a reason of its own, for plans that grow several dims for different numbers. */
        public Resize because(String why) {
            return new Resize(dim, size, inits, why);
        }

        /** The reason of its own; empty if the decision's serves. */
        public Optional<String> why() {
            return why.isEmpty() ? Optional.empty() : Optional.of(why);
        }

        /**
         * This operation with the way in which new entries are born; it goes before all other rules.
         *
         * @param parameter a parameter's name, or a claim in which {@code *} stands for any characters: growth in depth
         *     brings parameters whose names only the model knows
         */
        public Resize born(String parameter, Init init) {
            Map<String, Init> more = new LinkedHashMap<>(inits);
            more.put(parameter, init);
            return new Resize(dim, size, more, why);
        }

        /** The dim's name. */
        public String dim() {
            return dim;
        }

        /** Its new size, as the strategy asked for it. */
        public int size() {
            return size;
        }

        /** How this operation bears new entries of a parameter, if it says so: by its name, else by the first claim that fits. */
        public Optional<Init> birth(String parameter) {
            Init exact = inits.get(parameter);
            if (exact != null) {
                return Optional.of(exact);
            }
            return inits.entrySet().stream()
                    .filter(e -> e.getKey().contains("*") && Dims.claims(e.getKey(), parameter))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /** Births by parameter name or claim, in the order in which they were given. */
        public Map<String, Init> inits() {
            return inits;
        }

        @Override
        public boolean equals(Object other) {
            // In order: the first claim that fits decides.
            return other instanceof Resize op
                    && dim.equals(op.dim)
                    && size == op.size
                    && why.equals(op.why)
                    && List.copyOf(inits.entrySet()).equals(List.copyOf(op.inits.entrySet()));
        }

        @Override
        public int hashCode() {
            return dim.hashCode() * 31 + size + inits.hashCode();
        }

        @Override
        public String toString() {
            String births = inits.isEmpty() ? "" : ", " + inits;
            return "resize(" + dim + ", " + size + births + ")" + (why.isEmpty() ? "" : " since " + why);
        }
    }

    /** A dim rebuilt by copying; built by {@link GrowthOp#remap}. */
    @ProviderType
    final class Remap implements GrowthOp {
        private final String dim;
        private final int[] from;
        private final double noise;

        private Remap(String dim, int[] from, double noise) {
            if (!(noise >= 0 && noise < 1)) {
                throw new IllegalArgumentException("noise " + noise + " is not in [0, 1)");
            }
            this.dim = dim;
            this.from = from;
            this.noise = noise;
        }

        /** This operation with copies (never originals) multiplied by 1 + noise·N(0,1), to break their symmetry. */
        public Remap noise(double noise) {
            return new Remap(dim, from, noise);
        }

        /** The dim's name. */
        public String dim() {
            return dim;
        }

        /** A copy of the map from new entries to old. */
        public int[] from() {
            return from.clone();
        }

        /** Relative noise on the copies that PRODUCE, in [0, 1). */
        public double noise() {
            return noise;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Remap op && dim.equals(op.dim) && Arrays.equals(from, op.from) && noise == op.noise;
        }

        @Override
        public int hashCode() {
            return dim.hashCode() * 31 + Arrays.hashCode(from);
        }

        @Override
        public String toString() {
            return "remap(" + dim + ", " + Arrays.toString(from) + ")";
        }
    }

    /** A product turned into its balanced SVD; built by {@link GrowthOp#refactor}. */
    @ProviderType
    final class Refactor implements GrowthOp {
        private final String dim;
        private final int keep;

        private Refactor(String dim, int keep) {
            this.dim = dim;
            this.keep = keep;
        }

        /** The dim's name. */
        public String dim() {
            return dim;
        }

        /** Terms to keep. */
        public int keep() {
            return keep;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Refactor op && dim.equals(op.dim) && keep == op.keep;
        }

        @Override
        public int hashCode() {
            return dim.hashCode() * 31 + keep;
        }

        @Override
        public String toString() {
            return "refactor(" + dim + ", " + keep + ")";
        }
    }

    /** A parameter written anew; built by {@link GrowthOp#assign}. */
    @ProviderType
    final class Assign implements GrowthOp {
        private final String parameter;
        private final Init init;

        private Assign(String parameter, Init init) {
            this.parameter = parameter;
            this.init = init;
        }

        /** The parameter's name. */
        public String parameter() {
            return parameter;
        }

        /** Its new values. */
        public Init init() {
            return init;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Assign op && parameter.equals(op.parameter) && init.equals(op.init);
        }

        @Override
        public int hashCode() {
            return parameter.hashCode() * 31 + init.hashCode();
        }

        @Override
        public String toString() {
            return "assign(" + parameter + ", " + init + ")";
        }
    }
}
