package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Workspace;
import org.espalier.host.weights.Revision;

/**
 * Spectra of dims, computed from a revision's master weights. Every product is one worker's whole work, so results are equal to the bit for any
 * number of workers.
 */
public final class Spectra {
    private final Consumer<Workspace.Task> team;

    /**
     * Spectra that a team computes.
     *
     * @param team runs a task on each of its workers, once
     */
    public Spectra(Consumer<Workspace.Task> team) {
        this.team = team;
    }

    /** Energy per entry of one dim, computed by the thread that asks; IllegalArgumentException if it has no spectrum. */
    public static double[] of(Dim dim, Revision revision) {
        return new Spectra(task -> task.run(0)).of(List.of(dim), revision).get(dim.name());
    }

    /**
     * Energy per entry of every dim, by its name.
     *
     * @throws IllegalArgumentException if a dim has no spectrum, or the layout does not have its products
     */
    public Map<String, double[]> of(List<Dim> dims, Revision revision) {
        List<Part> parts = new ArrayList<>();
        dims.forEach(dim -> addParts(dim, revision, parts));
        double[][] found = new double[parts.size()][];
        AtomicInteger next = new AtomicInteger();
        team.accept(worker -> {
            for (int i = next.getAndIncrement(); i < found.length; i = next.getAndIncrement()) {
                found[i] = parts.get(i).energies.get();
            }
        });
        Map<String, double[]> spectra = new LinkedHashMap<>();
        dims.forEach(dim -> spectra.put(dim.name(), new double[dim.size()]));
        for (int i = 0; i < found.length; i++) {
            double[] sums = spectra.get(parts.get(i).dim);
            for (int k = 0; k < sums.length; k++) {
                sums[k] += found[i][k];
            }
        }
        return spectra;
    }

    /** What one worker computes: a dim's shells, or one of its products. */
    private record Part(String dim, Supplier<double[]> energies) {}

    private static void addParts(Dim dim, Revision revision, List<Part> parts) {
        if (dim.spectrum() instanceof Spectrum.Shells shells) {
            parts.add(new Part(dim.name(), () -> {
                double[] energies = new double[dim.size()];
                new Shells(revision.layout().get(shells.parameter()), dim.name(), dim.size())
                        .addEnergy(revision.tensor(shells.parameter()).values(), energies);
                return energies;
            }));
            return;
        }
        for (Pair pair : pairs(dim, revision.layout())) {
            float[] left = revision.tensor(pair.left.parameter().name()).values();
            float[] right = revision.tensor(pair.right.parameter().name()).values();
            for (int i = 0; i < pair.left.blocks(); i++) {
                int block = i;
                parts.add(new Part(
                        dim.name(), () -> pair.grams(left, right, block).energies()));
            }
        }
    }

    /** The two factors of a product. */
    record Pair(ProductFactor left, ProductFactor right) {
        /** The balanced basis of every block. */
        BalancedBasis[] bases(float[] leftValues, float[] rightValues) {
            BalancedBasis[] bases = new BalancedBasis[left.blocks()];
            for (int block = 0; block < bases.length; block++) {
                bases[block] = new BalancedBasis(grams(leftValues, rightValues, block));
            }
            return bases;
        }

        /** The Gram matrices of a block. */
        GramPair grams(float[] leftValues, float[] rightValues, int block) {
            return GramPair.of(left.gram(leftValues, block), right.gram(rightValues, block));
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
