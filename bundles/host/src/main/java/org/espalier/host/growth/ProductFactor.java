package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Parameter;

/**
 * A parameter seen as one factor of the products over a dim: a matrix of terms, the dim's indices, by all else. Where the
 * dim's axis has further factors, as in heads × rank, there is one such matrix, a block, for each of their indices.
 */
final class ProductFactor {
    /** Entries that are summed up at a time: so few that they stay in the fastest cache. */
    private static final int TILE = 8;

    private final Parameter parameter;
    private final int axis;
    private final List<Axis.Factor> before;
    private final List<Axis.Factor> after;
    private final int outside;
    private final int major;
    private final int terms;
    private final int minor;
    private final int inside;

    /**
     * The view of a parameter along a dim.
     *
     * @throws IllegalArgumentException unless exactly one factor of one axis is bound to the dim
     */
    ProductFactor(Parameter parameter, String dim) {
        this.parameter = parameter;
        int found = -1;
        int at = -1;
        for (int a = 0; a < parameter.axes().size(); a++) {
            List<Axis.Factor> factors = parameter.axes().get(a).factors();
            for (int f = 0; f < factors.size(); f++) {
                if (factors.get(f).dim().filter(dim::equals).isPresent()) {
                    if (found >= 0) {
                        throw new IllegalArgumentException(
                                parameter.name() + " binds " + dim + " more than once and is no factor of a product");
                    }
                    found = a;
                    at = f;
                }
            }
        }
        if (found < 0) {
            throw new IllegalArgumentException(parameter.name() + " does not bind " + dim + ", of whose product it is");
        }
        List<Axis> axes = parameter.axes();
        List<Axis.Factor> factors = axes.get(found).factors();
        this.axis = found;
        this.before = factors.subList(0, at);
        this.after = factors.subList(at + 1, factors.size());
        this.outside = product(axes.subList(0, found));
        this.major = sizes(before);
        this.terms = factors.get(at).size();
        this.minor = sizes(after);
        this.inside = product(axes.subList(found + 1, axes.size()));
    }

    private static int product(List<Axis> axes) {
        return axes.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    }

    private static int sizes(List<Axis.Factor> factors) {
        return factors.stream().mapToInt(Axis.Factor::size).reduce(1, Math::multiplyExact);
    }

    /** What is seen. */
    Parameter parameter() {
        return parameter;
    }

    /** Which of its axes is bound to the dim. */
    int axis() {
        return axis;
    }

    /** Matrices side by side. */
    int blocks() {
        return major * minor;
    }

    /** The dim's size. */
    int terms() {
        return terms;
    }

    /** Entries of one term of one block. */
    int length() {
        return outside * inside;
    }

    /** Whether block by block the two are factors of one product each. */
    boolean pairsWith(ProductFactor other) {
        return terms == other.terms && before.equals(other.before) && after.equals(other.after);
    }

    /** Whether the other is the same parameter but for the dim's size. */
    boolean fits(ProductFactor other) {
        return sized(other.terms).axes().equals(other.parameter.axes()) && parameter.kind() == other.parameter.kind();
    }

    /** The parameter with another size of the dim. */
    Parameter sized(int size) {
        List<Axis> axes = new ArrayList<>(parameter.axes());
        Axis old = axes.get(axis);
        String dim = old.factors().get(before.size()).dim().orElseThrow();
        axes.set(axis, old.sized(dim, size));
        return Parameter.trained(parameter.name(), parameter.growth(), axes.toArray(Axis[]::new));
    }

    /** Flat position of an entry of a term of a block. */
    int at(int block, int term, int entry) {
        int along = alongAxis(block, term);
        return (entry / inside * (major * terms * minor) + along) * inside + entry % inside;
    }

    /** Index along the dim's axis. */
    int alongAxis(int block, int term) {
        return (block / minor * terms + term) * minor + block % minor;
    }

    /** Inner products of the terms of one block with one another. */
    double[][] gram(float[] values, int block) {
        double[][] gram = new double[terms][terms];
        double[][] tile = new double[TILE][terms];
        double[] by = new double[TILE];
        for (int first = 0; first < length(); first += TILE) {
            int entries = Math.min(TILE, length() - first);
            read(values, block, first, entries, tile);
            for (int i = 0; i < terms; i++) {
                for (int entry = 0; entry < entries; entry++) {
                    by[entry] = tile[entry][i];
                }
                RowSums.addAll(gram[i], by, tile, 0, entries, 0, i + 1);
            }
        }
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    /** From an entry of a term to that of the next. */
    private int apart() {
        return minor * inside;
    }

    /** Copies some entries of all terms of a block, by entry. */
    private void read(float[] values, int block, int first, int entries, double[][] tile) {
        int apart = apart();
        for (int entry = 0; entry < entries; entry++) {
            int at = at(block, 0, first + entry);
            for (int i = 0; i < terms; i++) {
                tile[entry][i] = values[at + i * apart];
            }
        }
    }

    /**
     * Writes combinations of this factor's terms as the leading terms of a block of another.
     *
     * @param values       of this factor
     * @param coefficients by new term and old
     * @param count        how many new terms to write
     * @param power        1 for the combination, 2 for that with squared coefficients
     * @param target       the same parameter at another size of the dim
     * @param into         its values
     */
    void combine(
            float[] values,
            int block,
            double[][] coefficients,
            int count,
            int power,
            ProductFactor target,
            float[] into) {
        double[][] byOld = new double[terms][count];
        for (int c = 0; c < count; c++) {
            for (int j = 0; j < terms; j++) {
                double by = coefficients[c][j];
                byOld[j][c] = power == 1 ? by : by * by;
            }
        }
        double[][] entries = new double[1][terms];
        double[] sums = new double[count];
        for (int entry = 0; entry < length(); entry++) {
            read(values, block, entry, 1, entries);
            Arrays.fill(sums, 0);
            RowSums.addAll(sums, entries[0], byOld, 0, terms, 0, count);
            int at = target.at(block, 0, entry);
            int apart = target.apart();
            for (int c = 0; c < count; c++) {
                into[at + c * apart] = (float) sums[c];
            }
        }
    }
}
