package org.espalier.api.growth;

import java.util.ArrayList;
import java.util.List;
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
     * Squared singular values, largest first, of the product of two parameters over the axis that both bind to the dim, such as
     * left […, dim] times right [dim, …]; the dim may lie on any axis of either. For low rank: s² of the cumulative update.
     *
     * <p>Where that axis has further factors, as in heads × dim, each of their indices has a product of its own; both
     * parameters must have the same ones. Entry k is then the sum of every product's k-th value, so that a leading share
     * of the energy is what stays if all are cut at that rank. More products over one dim by {@link Product#and}.
     */
    static Product product(String left, String right) {
        return new Product(List.of(left), List.of(right));
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

    /** Squared singular values of a product, or of several over one dim; built by {@link Spectrum#product}. */
    @ProviderType
    final class Product implements Spectrum {
        private final List<String> lefts;
        private final List<String> rights;

        private Product(List<String> lefts, List<String> rights) {
            this.lefts = List.copyOf(lefts);
            this.rights = List.copyOf(rights);
        }

        /**
         * This spectrum with a further product over the same dim, such as those of queries and keys that share a rank; its
         * values are added entry by entry.
         *
         * @throws IllegalArgumentException if one of the two is a factor already: a parameter can be in one basis only
         */
        public Product and(String left, String right) {
            List<String> moreLefts = new ArrayList<>(lefts);
            List<String> moreRights = new ArrayList<>(rights);
            for (String factor : List.of(left, right)) {
                if (lefts.contains(factor) || rights.contains(factor)) {
                    throw new IllegalArgumentException(factor + " is a factor of another product over this dim");
                }
            }
            moreLefts.add(left);
            moreRights.add(right);
            return new Product(moreLefts, moreRights);
        }

        /** The parameter on the left of the first product. */
        public String left() {
            return lefts.get(0);
        }

        /** The parameter on the right of the first product. */
        public String right() {
            return rights.get(0);
        }

        /** Every product by itself, in the order in which they were given; at least one. */
        public List<Product> products() {
            List<Product> products = new ArrayList<>();
            for (int i = 0; i < lefts.size(); i++) {
                products.add(new Product(List.of(lefts.get(i)), List.of(rights.get(i))));
            }
            return products;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Product product && lefts.equals(product.lefts) && rights.equals(product.rights);
        }

        @Override
        public int hashCode() {
            return 31 * lefts.hashCode() + rights.hashCode();
        }

        @Override
        public String toString() {
            return "product(" + String.join(", ", lefts) + "; " + String.join(", ", rights) + ")";
        }
    }
}
