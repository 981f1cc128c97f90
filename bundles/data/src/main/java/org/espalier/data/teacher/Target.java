package org.espalier.data.teacher;

import org.espalier.data.ClassTarget;
import org.jspecify.annotations.Nullable;

/** How a teacher's outputs become a target. */
public enum Target {
    /** As they are: [outputs]. */
    VALUES(null),
    /** The class of the largest as [outputs], 1 at the class and else 0. */
    ONE_HOT(ClassTarget.ONE_HOT),
    /** The class of the largest as [1], its number from 0. */
    LABEL(ClassTarget.LABEL);

    private final @Nullable ClassTarget ofClass;

    Target(@Nullable ClassTarget ofClass) {
        this.ofClass = ofClass;
    }

    /** Numbers per target. */
    int length(int outputs) {
        return ofClass == null ? outputs : ofClass.length(outputs);
    }

    /** Classes that it is one of; 0 of values. */
    int classes(int outputs) {
        return ofClass == null ? 0 : outputs;
    }

    /** Writes a target. */
    void write(double[] outputs, float[] target, int at) {
        if (ofClass != null) {
            ofClass.write(largest(outputs), outputs.length, target, at);
            return;
        }
        for (int i = 0; i < outputs.length; i++) {
            target[at + i] = (float) outputs[i];
        }
    }

    private static int largest(double[] outputs) {
        int largest = 0;
        for (int i = 1; i < outputs.length; i++) {
            if (outputs[i] > outputs[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
