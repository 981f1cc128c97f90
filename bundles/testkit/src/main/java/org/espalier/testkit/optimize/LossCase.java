package org.espalier.testkit.optimize;

/**
 * Settings and shapes with which a loss is tried.
 *
 * @param settings the loss's settings
 * @param output   shape of one sample's output
 * @param target   shape of one sample's target
 * @param periodic whether the domain is periodic
 * @param <S>      the settings record
 */
public record LossCase<S extends Record>(S settings, int[] output, int[] target, boolean periodic) {
    int outputs() {
        return length(output);
    }

    int targets() {
        return length(target);
    }

    private static int length(int[] shape) {
        int length = 1;
        for (int axis : shape) {
            length = Math.multiplyExact(length, axis);
        }
        return length;
    }
}
