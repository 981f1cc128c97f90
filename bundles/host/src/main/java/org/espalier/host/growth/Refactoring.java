package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.host.numbers.Precision;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.host.weights.Values;

/**
 * Carries out the refactors of one plan: both factors of every product in the basis of its balanced SVD, cut to the terms to
 * keep.
 *
 * <p>With L' = L·A and R' = B·R the gradient of a loss with respect to L' is that of L times Bᵀ, and that of R' is Aᵀ times
 * that of R; moments linear in the gradient go the same way. Since B·A = 1, the products of their entries are shares: what
 * an old term has in a new one.
 */
final class Refactoring {
    private final Revision now;
    private final Blueprint blueprint;
    private final Births births;
    private final OptimizerByParameter optimizers;
    private final Precision precision;
    private final long step;
    private final Map<String, Side> sides = new HashMap<>();
    private final Map<String, Double> truncated = new HashMap<>();

    /**
     * The refactors of a plan, all computed.
     *
     * @param step steps done: the birthday of terms that the products do not have
     * @throws IllegalArgumentException if a product is not finite, or a birth rule does not fit
     */
    Refactoring(
            Revision now,
            Blueprint blueprint,
            Births births,
            OptimizerByParameter optimizers,
            Precision precision,
            long step) {
        this.now = now;
        this.blueprint = blueprint;
        this.births = births;
        this.optimizers = optimizers;
        this.precision = precision;
        this.step = step;
        blueprint.refactors().forEach(this::refactor);
    }

    /** One factor, before and after. */
    private final class Side {
        private final ProductFactor before;
        private final ProductFactor after;
        private final Tensor old;
        private final float[] values;
        private final float[][] moments;
        private final List<long[]> born;

        Side(ProductFactor before, String dim) {
            this.before = before;
            this.old = now.tensor(before.parameter().name());
            this.after =
                    new ProductFactor(blueprint.layout().get(before.parameter().name()), dim);
            this.values = new float[after.parameter().length()];
            this.moments = new float[old.moments().length][values.length];
            this.born = new ArrayList<>(old.ages().births());
            born.set(before.axis(), new long[after.blocks() * after.terms()]);
        }

        /** The leading terms of a block: values by one map, moments by the other. */
        void turn(int block, int terms, double[][] map, double[][] inverse) {
            before.combine(old.values(), block, map, terms, 1, after, values);
            for (int m = 0; m < moments.length; m++) {
                int degree = optimizers.degree(before.parameter(), m);
                before.combine(old.moments()[m], block, inverse, terms, degree, after, moments[m]);
            }
            long[] ages = old.ages().births().get(before.axis());
            for (int c = 0; c < after.terms(); c++) {
                long birth = c < terms ? ages[before.alongAxis(block, most(map[c], inverse[c]))] : step;
                born.get(before.axis())[after.alongAxis(block, c)] = birth;
            }
        }

        /** The old term of which a new one holds most. */
        private static int most(double[] map, double[] inverse) {
            int best = 0;
            for (int j = 1; j < map.length; j++) {
                best = map[j] * inverse[j] > map[best] * inverse[best] ? j : best;
            }
            return best;
        }

        /** What growth from so many terms to all would bear. */
        float[] newborns(int from) {
            Parameter parameter = after.parameter();
            float[] filled = values.clone();
            Region region = Region.grown(after.sized(from), parameter);
            births.fill(parameter, blueprint.layout(), region, filled, Map.of(), now.number() + 1);
            return filled;
        }
    }

    private void refactor(GrowthOp.Refactor refactor) {
        Dim dim = now.dims().get(refactor.dim());
        double all = 0;
        double lost = 0;
        for (Spectra.Pair pair : Spectra.pairs(dim, now.layout())) {
            Side left = new Side(pair.left(), dim.name());
            Side right = new Side(pair.right(), dim.name());
            BalancedBasis[] bases = pair.bases(left.old.values(), right.old.values());
            int[] live = new int[bases.length];
            int least = refactor.keep();
            for (int block = 0; block < bases.length; block++) {
                BalancedBasis basis = bases[block];
                if (Double.isNaN(basis.energies()[0])) {
                    throw new IllegalArgumentException(dim.name() + ": the product of "
                            + left.after.parameter().name() + " and "
                            + right.after.parameter().name() + " is not finite");
                }
                for (int k = 0; k < basis.rank(); k++) {
                    all += basis.energies()[k];
                    lost += k < refactor.keep() ? 0 : basis.energies()[k];
                }
                live[block] = Math.min(refactor.keep(), basis.rank());
                least = Math.min(least, live[block]);
                left.turn(block, live[block], basis.left(), basis.right());
                right.turn(block, live[block], basis.right(), basis.left());
            }
            if (least < refactor.keep()) {
                bear(left, right, live, least);
            }
            sides.put(left.after.parameter().name(), left);
            sides.put(right.after.parameter().name(), right);
        }
        truncated.put(dim.name(), all == 0 ? 0 : Math.sqrt(lost / all));
    }

    /** Terms that a product does not have: zero on both sides they would never move, non-zero on both change the function. */
    private static void bear(Side left, Side right, int[] live, int least) {
        float[] ofLeft = left.newborns(least);
        float[] ofRight = right.newborns(least);
        for (int block = 0; block < live.length; block++) {
            for (int term = live[block]; term < left.after.terms(); term++) {
                boolean silent = copy(right.after, block, term, ofRight, right.values);
                if (silent) {
                    copy(left.after, block, term, ofLeft, left.values);
                }
            }
        }
    }

    /** Copies a term, and tells whether it is zero throughout. */
    private static boolean copy(ProductFactor factor, int block, int term, float[] from, float[] to) {
        boolean zero = true;
        for (int entry = 0; entry < factor.length(); entry++) {
            int at = factor.at(block, term, entry);
            to[at] = from[at];
            zero &= from[at] == 0;
        }
        return zero;
    }

    /** The next form of a parameter that is a factor; empty for every other. */
    Optional<Tensor> tensor(Parameter parameter) {
        Side side = sides.get(parameter.name());
        if (side == null) {
            return Optional.empty();
        }
        // Another basis has nothing of the old bits to keep.
        Values values = precision.born(parameter, side.values, step);
        optimizers.checkMovable(parameter, Region.all(parameter), side.values);
        double[] constants = optimizers.constants(parameter, side.values);
        return Optional.of(new Tensor(parameter, values, side.moments, Ages.of(side.born), constants));
    }

    /** For every refactored dim the share of its products' Frobenius norm that was cut off. */
    Map<String, Double> truncated() {
        return truncated;
    }
}
