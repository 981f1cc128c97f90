package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.weights.Revision;

/** Spectra of dims, computed from a revision's master weights. */
final class Spectra {
    private Spectra() {}

    /** Energy per entry of a dim; IllegalArgumentException if it has no spectrum. */
    static double[] of(Dim dim, Revision revision) {
        double[] energies = new double[dim.size()];
        if (dim.spectrum() instanceof Spectrum.Shells shells) {
            new Shells(revision.layout().get(shells.parameter()), dim.name(), dim.size())
                    .addEnergy(revision.tensor(shells.parameter()).values(), energies);
            return energies;
        }
        for (Pair pair : pairs(dim, revision.layout())) {
            for (BalancedBasis basis : pair.bases(
                    revision.tensor(pair.left.parameter().name()).values(),
                    revision.tensor(pair.right.parameter().name()).values())) {
                for (int k = 0; k < energies.length; k++) {
                    energies[k] += basis.energies()[k];
                }
            }
        }
        return energies;
    }

    /** The two factors of a product. */
    record Pair(ProductFactor left, ProductFactor right) {
        /** The balanced basis of every block. */
        BalancedBasis[] bases(float[] leftValues, float[] rightValues) {
            BalancedBasis[] bases = new BalancedBasis[left.blocks()];
            for (int block = 0; block < bases.length; block++) {
                bases[block] = new BalancedBasis(left.gram(leftValues, block), right.gram(rightValues, block));
            }
            return bases;
        }
    }

    /**
     * The products over a dim.
     *
     * @throws IllegalArgumentException if its spectrum is not of products, or the layout does not have them so
     */
    static List<Pair> pairs(Dim dim, Layout layout) {
        if (!(dim.spectrum() instanceof Spectrum.Product all)) {
            throw new IllegalArgumentException(dim.name() + " has no spectrum"
                    + (dim.spectrum() instanceof Spectrum.None ? "" : " of a product, but " + dim.spectrum()));
        }
        List<Pair> pairs = new ArrayList<>();
        for (Spectrum.Product product : all.products()) {
            ProductFactor left = new ProductFactor(layout.get(product.left()), dim.name());
            ProductFactor right = new ProductFactor(layout.get(product.right()), dim.name());
            if (!left.pairsWith(right)) {
                throw new IllegalArgumentException(left.parameter() + " and " + right.parameter() + " do not bind "
                        + dim.name() + " by axes that fit each other");
            }
            pairs.add(new Pair(left, right));
        }
        return pairs;
    }
}
