package org.espalier.data.teacher;

import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.api.plugin.RandomStream;

/**
 * A network W₂·tanh(W₁·x) that looks at its input in few directions: W₁ = g·A·V, where the rows of V are orthonormal, so that
 * W₁ has their rank however wide it is. The rows of A and W₂ are uniform of equal length, so that no unit and no output
 * outshines the others.
 *
 * <p>For standard normal inputs every unit's argument has standard deviation g = {@value #GAIN}, and an output, in the mean over
 * teachers, 1.
 */
final class TanhTeacher implements Teacher {
    /** Name in random streams and jobs. */
    static final String NAME = "teacher";

    private static final double GAIN = 2.5;

    /** E tanh²(GAIN·z) of standard normal z. */
    private static final double SQUARE = 0.699421;

    private final double[][] directions;
    private final double[][] hidden;
    private final double[][] outputs;
    private final int inputs;

    TanhTeacher(int inputs, int outputs, int directions, int hidden, long seed) {
        this.inputs = inputs;
        RandomStream random = RandomStream.of(seed, NAME + "/weights");
        this.directions = Orthonormal.rows(directions, inputs, random.at(0));
        this.hidden = rows(hidden, directions, GAIN, random.at(1));
        this.outputs = rows(outputs, hidden, 1 / Math.sqrt(SQUARE), random.at(2));
    }

    /** Rows of that length, their directions uniform. */
    private static double[][] rows(int count, int columns, double length, RandomStream random) {
        double[][] rows = new double[count][columns];
        for (int row = 0; row < count; row++) {
            RandomStream draws = random.at(row);
            for (int column = 0; column < columns; column++) {
                rows[row][column] = draws.normal(column);
            }
            double factor = length / Math.sqrt(Orthonormal.dot(rows[row], rows[row]));
            for (int column = 0; column < columns; column++) {
                rows[row][column] *= factor;
            }
        }
        return rows;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs.length;
    }

    @Override
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("directions", Integer.toString(directions.length));
        facts.put("hidden", Integer.toString(hidden.length));
        return facts;
    }

    @Override
    public void answer(double[] input, double[] output) {
        double[] seen = times(directions, input);
        double[] units = times(hidden, seen);
        for (int i = 0; i < units.length; i++) {
            units[i] = StrictMath.tanh(units[i]);
        }
        for (int i = 0; i < output.length; i++) {
            output[i] = Orthonormal.dot(outputs[i], units);
        }
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = Orthonormal.dot(matrix[i], vector);
        }
        return product;
    }
}
