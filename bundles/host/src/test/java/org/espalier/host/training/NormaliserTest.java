package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.junit.jupiter.api.Test;

class NormaliserTest {
    /** Two samples: inputs of two channels at two points, targets of two numbers. */
    private record Two(DatasetCard card) implements Dataset {
        @Override
        public int count(Split split) {
            return 2;
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {2, 2};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {2};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            for (int i = 0; i < 4; i++) {
                input[inputAt + i] = i % 2 == 0 ? 5 : index + i / 2;
            }
            target[targetAt] = index;
            target[targetAt + 1] = 1 - index;
        }

        @Override
        public void close() {}
    }

    private static final DatasetCard CARD = DatasetCard.of("two", "input", "target");
    private static final double[] NO_MEAN = {0, 0};
    private static final double[] NO_STD = {1, 1};

    @Test
    void everyChannelHasItsMeanAndStandardDeviationAndAConstantOneIsOnlyShifted() {
        Normaliser fitted = Normaliser.fit(new Two(CARD));
        assertArrayEquals(new double[] {5, 1}, fitted.inputMean(), 1e-12);
        assertArrayEquals(new double[] {1, Math.sqrt(0.5)}, fitted.inputStd(), 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5}, fitted.targetMean(), 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5}, fitted.targetStd(), 1e-12);
    }

    @Test
    void targetsThatMustBeTakenAsTheyAreStayWhereInputsAreNormalised() {
        Normaliser fitted = Normaliser.fit(new Two(CARD.targetTakenAsIs()));
        assertArrayEquals(new double[] {5, 1}, fitted.inputMean(), 1e-12);
        assertArrayEquals(NO_MEAN, fitted.targetMean());
        assertArrayEquals(NO_STD, fitted.targetStd());
    }

    @Test
    void dataThatMustBeTakenAsItIsStays() {
        Normaliser fitted = Normaliser.fit(new Two(CARD.takenAsIs()));
        assertArrayEquals(NO_MEAN, fitted.inputMean());
        assertArrayEquals(NO_STD, fitted.inputStd());
        assertArrayEquals(NO_MEAN, fitted.targetMean());
        assertArrayEquals(NO_STD, fitted.targetStd());
    }
}
