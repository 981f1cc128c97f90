package org.espalier.host.growth;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.api.growth.Dim;
import org.espalier.host.weights.NativeFloats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the program of a training step hands over at taps that somebody wants, held until the step has been observed. */
public final class Taps {
    /** The suffix of the tap for what a dim's units read. */
    static final String READ = ".read";

    /** The suffix of the tap for the error at what a dim's units feed. */
    static final String FED = ".fed";

    /** Nobody wants anything. */
    public static final Taps NONE = new Taps();

    private final Map<String, Values> wanted = new TreeMap<>();

    Taps() {}

    /** Whether a model that names these taps reports both sides of a dim. */
    public static boolean across(Dim dim, Set<String> taps) {
        return taps.contains(dim.name() + READ) && taps.contains(dim.name() + FED);
    }

    /** The values at one tap, rows of features, in memory that is used again. */
    static final class Values {
        private final String tap;
        private float[] values = {};
        private int rows;
        private int features;
        private boolean reported;

        private Values(String tap) {
            this.tap = tap;
        }

        private void take(INDArray array) {
            if (reported) {
                throw new IllegalArgumentException("the tap " + tap + " is reported twice in one step");
            }
            int length = Math.toIntExact(array.length());
            if (array.rank() == 0 || length == 0) {
                throw new IllegalArgumentException("the tap " + tap + " is reported without rows of features");
            }
            features = Math.toIntExact(array.size(array.rank() - 1));
            rows = length / features;
            if (values.length != length) {
                values = new float[length];
            }
            NativeFloats.read(array, values);
            reported = true;
        }

        /** Adds Σ over rows of this ⊗ other to sums, [features of this, features of other]; sums of another length begin anew. */
        double[] addOuter(Values other, double[] sums) {
            check();
            other.check();
            if (rows != other.rows) {
                throw new IllegalStateException("the model reports " + rows + " rows at the tap " + tap + " and "
                        + other.rows + " at " + other.tap + "; they must belong together");
            }
            double[] into = sums.length == features * other.features ? sums : new double[features * other.features];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < features; i++) {
                    double mine = values[row * features + i];
                    for (int j = 0; j < other.features; j++) {
                        into[i * other.features + j] += mine * other.values[row * other.features + j];
                    }
                }
            }
            return into;
        }

        private void check() {
            if (!reported) {
                throw new IllegalStateException("the model names the tap " + tap + " and has reported nothing at it");
            }
        }
    }

    /** The values at a tap that is wanted from now on. */
    Values want(String tap) {
        return wanted.computeIfAbsent(tap, Values::new);
    }

    /** Forgets the step before. */
    void begin() {
        for (Values values : wanted.values()) {
            values.reported = false;
        }
    }

    /** Whether somebody wants the values at a tap. */
    public boolean wants(String tap) {
        return wanted.containsKey(tap);
    }

    /** Copies the values at a tap if somebody wants them. */
    public void take(String tap, INDArray values) {
        Values into = wanted.get(tap);
        if (into != null) {
            into.take(values);
        }
    }
}
