package org.espalier.api.run;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the multiplications and additions of training would take on hardware of the number system's own, by a table of energies
 * and a count of operations: a model, whose assumptions stand beside it, and no measurement. Made by the host for readers; more
 * components may come, with the old constructor kept.
 *
 * @param checkpoint   at whose sizes a step is counted
 * @param table        where the energies of operations come from
 * @param products     of one training step, those of one kind and format together
 * @param step         optimizer steps done
 * @param multiplyAdds of the whole run up to there, those of smaller sizes before growth among them
 * @param assumptions  one line each
 */
@ProviderType
public record EnergyEstimate(
        Path checkpoint,
        String table,
        List<Product> products,
        long step,
        double multiplyAdds,
        List<String> assumptions) {
    /** An estimate with copies of its lists. */
    public EnergyEstimate {
        products = List.copyOf(products);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * Products of one kind.
     *
     * @param name         what is multiplied: {@code forward: weights × activations}
     * @param operation    how: {@code integer-add 8, integer-add 32}, the multiplication's operation and bits before the
     *     addition's; the addition's alone where nothing is multiplied
     * @param multiplyAdds in one training step; additions where nothing is multiplied
     * @param picojoules   of one multiplication and one addition, or of the addition alone
     * @param inFloat32    the same in float32
     */
    @ProviderType
    public record Product(String name, String operation, long multiplyAdds, double picojoules, double inFloat32) {}

    /** Joules of one training step. */
    public double stepJoules() {
        return 1e-12
                * products.stream()
                        .mapToDouble(product -> product.multiplyAdds() * product.picojoules())
                        .sum();
    }

    /** The same in float32. */
    public double stepJoulesInFloat32() {
        return 1e-12
                * products.stream()
                        .mapToDouble(product -> product.multiplyAdds() * product.inFloat32())
                        .sum();
    }

    /** Multiply–adds of one training step. */
    public double stepMultiplyAdds() {
        return products.stream().mapToDouble(Product::multiplyAdds).sum();
    }

    /** Joules of the whole run up to there, a multiply–add taking on average what it takes in a step now. */
    public double runJoules() {
        return stepMultiplyAdds() == 0 ? 0 : multiplyAdds * stepJoules() / stepMultiplyAdds();
    }
}
