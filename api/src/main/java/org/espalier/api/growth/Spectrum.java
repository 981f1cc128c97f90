package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Which tensors say how much each entry of a dim carries; the host computes it, plugins read it.
 *
 * <p>Sealed: this API alone implements it, and models build it by its factories. More forms may come in any minor version,
 * and a {@code switch} that names today's would then fail at run time: it needs a {@code default}, which treats an
 * unknown one as {@link #none()}.
 */
@ProviderType
public sealed interface Spectrum permits Spectrum.None, Spectrum.Shells, Spectrum.Product {
    /** The spectrum of a dim that has none: {@link StepView#spectrum(Dim)} refuses it. */
    static Spectrum none() {
        return None.NONE;
    }

    /**
     * Energy by shells of one parameter: an entry belongs to shell k if k is the largest of its indices on the axis
     * factors bound to the dim, so growing by one adds exactly one shell. For Fourier modes: ‖R_k‖² per |k|.
     *
     * @param parameter the parameter whose squared entries are summed
     */
    static Spectrum shells(String parameter) {
        return new Shells(parameter);
    }

    /**
     * Squared singular values, largest first, of the product of two parameters over the axis that both bind to the dim:
     * left is […, dim], right is [dim, …]. For low rank: s² of the cumulative update.
     */
    static Spectrum product(String left, String right) {
        return new Product(left, right);
    }

    /** No spectrum. */
    @ProviderType
    enum None implements Spectrum {
        /** The only value. */
        NONE
    }

    /** Energy by shells of one parameter; built by {@link Spectrum#shells}. */
    @ProviderType
    final class Shells implements Spectrum {
        private final String parameter;

        private Shells(String parameter) {
            this.parameter = parameter;
        }

        /** The parameter whose squared entries are summed. */
        public String parameter() {
            return parameter;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shells shells && parameter.equals(shells.parameter);
        }

        @Override
        public int hashCode() {
            return parameter.hashCode();
        }

        @Override
        public String toString() {
            return "shells(" + parameter + ")";
        }
    }

    /** Squared singular values of a product; built by {@link Spectrum#product}. */
    @ProviderType
    final class Product implements Spectrum {
        private final String left;
        private final String right;

        private Product(String left, String right) {
            this.left = left;
            this.right = right;
        }

        /** The parameter whose last axis is the dim. */
        public String left() {
            return left;
        }

        /** The parameter whose first axis is the dim. */
        public String right() {
            return right;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Product product && left.equals(product.left) && right.equals(product.right);
        }

        @Override
        public int hashCode() {
            return 31 * left.hashCode() + right.hashCode();
        }

        @Override
        public String toString() {
            return "product(" + left + ", " + right + ")";
        }
    }
}
