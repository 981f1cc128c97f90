package org.espalier.data.teacher;

/** How a teacher's outputs become a target. */
public enum Target {
    /** As they are: [outputs]. */
    VALUES {
        @Override
        int length(int outputs) {
            return outputs;
        }

        @Override
        void write(double[] outputs, float[] target, int at) {
            for (int i = 0; i < outputs.length; i++) {
                target[at + i] = (float) outputs[i];
            }
        }
    },
    /** The class of the largest as [outputs], 1 at the class and else 0. */
    ONE_HOT {
        @Override
        int length(int outputs) {
            return outputs;
        }

        @Override
        void write(double[] outputs, float[] target, int at) {
            target[at + largest(outputs)] = 1;
        }
    },
    /** The class of the largest as [1], its number from 0. */
    LABEL {
        @Override
        int length(int outputs) {
            return 1;
        }

        @Override
        void write(double[] outputs, float[] target, int at) {
            target[at] = largest(outputs);
        }
    };

    /** Numbers per target. */
    abstract int length(int outputs);

    /** Writes a target where there are zeros. */
    abstract void write(double[] outputs, float[] target, int at);

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
