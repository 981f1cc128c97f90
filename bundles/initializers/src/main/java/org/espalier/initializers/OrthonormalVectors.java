package org.espalier.initializers;

/** Vectors made orthonormal one after another: modified Gram–Schmidt, again wherever much of a vector is gone. */
final class OrthonormalVectors {
    /** Below this share of its norm, what is left of a vector is projected once more (Daniel et al., Math. Comp. 30, 1976). */
    private static final double AGAIN = 0.5;

    private OrthonormalVectors() {}

    /** Makes vectors that are linearly independent, and no more than they are long, orthonormal in place. */
    static void make(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            double[] vector = vectors[i];
            double before;
            double after = Math.sqrt(dot(vector, vector));
            do {
                before = after;
                for (int j = 0; j < i; j++) {
                    subtract(vector, vectors[j], dot(vector, vectors[j]));
                }
                after = Math.sqrt(dot(vector, vector));
            } while (after < AGAIN * before);
            for (int k = 0; k < vector.length; k++) {
                vector[k] /= after;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] what, double times) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= times * what[k];
        }
    }
}
