package org.espalier.data;

import java.util.Arrays;

/** How a class is written. */
public enum ClassTarget {
    /** [classes], 1 at the class and else 0. */
    ONE_HOT {
        @Override
        public int length(int classes) {
            return classes;
        }

        @Override
        public void write(int label, int classes, float[] target, int at) {
            Arrays.fill(target, at, at + classes, 0f);
            target[at + label] = 1f;
        }
    },
    /** [1], the number of the class from 0. */
    LABEL {
        @Override
        public int length(int classes) {
            return 1;
        }

        @Override
        public void write(int label, int classes, float[] target, int at) {
            target[at] = label;
        }
    };

    /** Numbers per target. */
    public abstract int length(int classes);

    /** Writes a target. */
    public abstract void write(int label, int classes, float[] target, int at);
}
