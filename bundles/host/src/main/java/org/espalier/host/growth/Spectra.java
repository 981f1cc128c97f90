package org.espalier.host.growth;

import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.weights.Revision;

/** Spectra of dims, computed from a revision's master weights. */
final class Spectra {
    private Spectra() {}

    /** Energy per entry of a dim; IllegalArgumentException if it has no spectrum. */
    static double[] of(Dim dim, Revision revision) {
        if (dim.spectrum() instanceof Spectrum.Shells shells) {
            double[] energies = new double[dim.size()];
            new Shells(revision.layout().get(shells.parameter()), dim.name(), dim.size())
                    .addEnergy(revision.tensor(shells.parameter()).values(), energies);
            return energies;
        }
        if (dim.spectrum() instanceof Spectrum.Product product) {
            return ProductSpectrum.of(
                    revision.tensor(product.left()).values(),
                    revision.tensor(product.right()).values(),
                    dim.size());
        }
        throw new IllegalArgumentException(dim.name() + " has no spectrum");
    }
}
