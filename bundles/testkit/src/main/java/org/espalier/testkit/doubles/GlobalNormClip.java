package org.espalier.testkit.doubles;

/**
 * Gradient clipping by global norm, as the host does it between backward and update. No plugin takes part: strategies see
 * gradients before it, update rules after it.
 */
public final class GlobalNormClip {
    private GlobalNormClip() {}

    /**
     * Scales all gradients together so that their joint norm is at most a bound.
     *
     * @param bound     greater than 0
     * @param gradients one array per parameter, scaled in place
     * @return the joint norm before clipping; if it is not finite nothing is scaled, and the host counts a fault
     */
    public static double clip(double bound, float[]... gradients) {
        double squares = 0;
        for (float[] gradient : gradients) {
            for (float g : gradient) {
                squares += (double) g * g;
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > bound && norm < Double.POSITIVE_INFINITY) {
            float factor = (float) (bound / norm);
            for (float[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= factor;
                }
            }
        }
        return norm;
    }
}
