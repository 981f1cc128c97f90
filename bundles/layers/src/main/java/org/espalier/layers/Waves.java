package org.espalier.layers;

/** Sampled waves: the entries of Fourier matrices, with angles reduced exactly before they are rounded. */
final class Waves {
    private Waves() {}

    /** cos(2π·mode·point/points). */
    static double cos(int mode, int point, int points) {
        return StrictMath.cos(angle(mode, point, points));
    }

    /** sin(2π·mode·point/points); exactly 0 where a wave of that mode has no sine part. */
    static double sin(int mode, int point, int points) {
        return 2L * mode * point % points == 0 ? 0 : StrictMath.sin(angle(mode, point, points));
    }

    private static double angle(int mode, int point, int points) {
        return 2 * StrictMath.PI * ((long) mode * point % points) / points;
    }

    /** How many coefficients of a full spectrum a mode of the half spectrum stands for: 1 for the mean and Nyquist, else 2. */
    static int multiplicity(int mode, int points) {
        return mode == 0 || 2 * mode == points ? 1 : 2;
    }

    /** The transpose of a matrix of that many columns. */
    static float[] transposed(float[] matrix, int columns) {
        float[] transposed = new float[matrix.length];
        int rows = matrix.length / columns;
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % columns * rows + i / columns] = matrix[i];
        }
        return transposed;
    }

    /** A native copy. */
    static Memory store(Workers workers, float[] values) {
        Memory memory = workers.allocate(values.length);
        workers.blas(0).write(values, values.length, memory.at(0));
        return memory;
    }
}
