package org.espalier.layers.loss;

import java.util.List;
import org.espalier.api.optimize.Loss;
import org.espalier.testkit.optimize.LossCase;
import org.espalier.testkit.optimize.LossConformance;
import org.junit.jupiter.api.Nested;

class LossConformanceTest {
    private static final int[] LINE = {7, 2};
    private static final int[] PLANE = {5, 6, 1};

    @Nested
    class OfRelativeL2 extends LossConformance<RelativeL2.Settings> {
        @Override
        protected Loss<RelativeL2.Settings> plugin() {
            return new RelativeL2();
        }

        @Override
        protected List<LossCase<RelativeL2.Settings>> cases() {
            return List.of(
                    new LossCase<>(new RelativeL2.Settings(), LINE, LINE, true),
                    new LossCase<>(new RelativeL2.Settings(), PLANE, PLANE, false));
        }
    }

    @Nested
    class OfH1 extends LossConformance<H1.Settings> {
        @Override
        protected Loss<H1.Settings> plugin() {
            return new H1();
        }

        @Override
        protected List<LossCase<H1.Settings>> cases() {
            return List.of(
                    new LossCase<>(new H1.Settings(), LINE, LINE, true),
                    new LossCase<>(new H1.Settings(), PLANE, PLANE, false));
        }
    }

    @Nested
    class OfMeanSquaredError extends LossConformance<MeanSquaredError.Settings> {
        @Override
        protected Loss<MeanSquaredError.Settings> plugin() {
            return new MeanSquaredError();
        }

        @Override
        protected List<LossCase<MeanSquaredError.Settings>> cases() {
            return List.of(
                    new LossCase<>(new MeanSquaredError.Settings(), LINE, LINE, true),
                    new LossCase<>(new MeanSquaredError.Settings(), PLANE, PLANE, false));
        }
    }

    @Nested
    class OfCrossEntropy extends LossConformance<CrossEntropy.Settings> {
        @Override
        protected Loss<CrossEntropy.Settings> plugin() {
            return new CrossEntropy();
        }

        @Override
        protected List<LossCase<CrossEntropy.Settings>> cases() {
            return List.of(
                    new LossCase<>(new CrossEntropy.Settings(), new int[] {3}, new int[] {3}, false),
                    new LossCase<>(new CrossEntropy.Settings(), new int[] {5, 4}, new int[] {5, 1}, false));
        }

        /** One-hot rows or labels. */
        @Override
        protected float[] targets(LossCase<CrossEntropy.Settings> some, int samples) {
            int classes = some.output()[some.output().length - 1];
            boolean labels = some.target()[some.target().length - 1] == 1;
            int rows = samples * (labels ? some.target()[0] : 1);
            float[] targets = new float[labels ? rows : rows * classes];
            for (int row = 0; row < rows; row++) {
                int right = row % classes;
                targets[labels ? row : row * classes + right] = labels ? right : 1;
            }
            return targets;
        }
    }
}
