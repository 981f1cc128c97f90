package org.example.net2net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

/** A last layer of three units and two outputs on four samples, with squares as loss. */
class DescentTest {
    private static final double[][] UNITS = {{1, 2, 0.5}, {0.2, 1, 3}, {2, 0.1, 1}, {0.7, 0.7, 2}};
    private static final double[][] TARGETS = {{1, 0}, {0, 1}, {0.5, 0.5}, {1, 1}};
    private static final float[] WEIGHT = {0.3f, -0.2f, 0.5f, 0.1f, -0.4f, 0.6f};

    @Test
    void theStepIsTheNegativeGradientOfALayerBeforeTheLastWithTheLengthOfAnIdentity() {
        double[] slope = new double[9];
        double norm = 0;
        for (int i = 0; i < 9; i++) {
            double[] up = identity();
            double[] down = identity();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            slope[i] = (loss(up, WEIGHT) - loss(down, WEIGHT)) / 2e-5;
            norm += slope[i] * slope[i];
        }
        double[] step = Descent.of(view(false)).orElseThrow().step();
        for (int i = 0; i < 9; i++) {
            assertEquals(-slope[i] * Math.sqrt(3 / norm), step[i], 1e-4);
        }
    }

    @Test
    void aModelWhoseWeightsAreOutputsFirstGetsTheLayerOutputsFirst() {
        double[] inputsFirst = Descent.of(view(false)).orElseThrow().step();
        double[] outputsFirst = Descent.of(view(true)).orElseThrow().step();
        assertTrue(Arrays.stream(inputsFirst).distinct().count() == 9);
        for (int i = 0; i < 9; i++) {
            assertEquals(inputsFirst[i], outputsFirst[i % 3 * 3 + i / 3], 1e-6);
        }
    }

    @Test
    void withoutAGradientThereIsNoWayDown() {
        PlainView flat = PlainView.claiming()
                .layout(layout(false))
                .weights("out.weight", WEIGHT)
                .gradient("out.weight", new float[6])
                .view();
        assertTrue(Descent.of(flat).isEmpty());
    }

    private static Layout layout(boolean outputsFirst) {
        Axis in = Axis.fixed(Role.CONSUMES, 3);
        Axis out = Axis.fixed(Role.PRODUCES, 2);
        return Layout.of(
                Parameter.trained("out.weight", Init.zero(), outputsFirst ? out : in, outputsFirst ? in : out));
    }

    private static PlainView view(boolean outputsFirst) {
        float[] gradient = new float[6];
        for (int i = 0; i < 6; i++) {
            float[] up = WEIGHT.clone();
            float[] down = WEIGHT.clone();
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            gradient[i] = (float) ((loss(identity(), up) - loss(identity(), down)) / ((double) up[i] - down[i]));
        }
        return PlainView.claiming()
                .layout(layout(outputsFirst))
                .weights("out.weight", outputsFirst ? turned(WEIGHT) : WEIGHT)
                .gradient("out.weight", outputsFirst ? turned(gradient) : gradient)
                .view();
    }

    private static float[] turned(float[] values) {
        float[] turned = new float[6];
        for (int i = 0; i < 6; i++) {
            turned[i % 2 * 3 + i / 2] = values[i];
        }
        return turned;
    }

    private static double[] identity() {
        return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }

    private static double loss(double[] layer, float[] weight) {
        double loss = 0;
        for (int sample = 0; sample < UNITS.length; sample++) {
            for (int out = 0; out < 2; out++) {
                double value = -TARGETS[sample][out];
                for (int mid = 0; mid < 3; mid++) {
                    for (int in = 0; in < 3; in++) {
                        value += UNITS[sample][in] * layer[in * 3 + mid] * weight[mid * 2 + out];
                    }
                }
                loss += value * value / 2;
            }
        }
        return loss;
    }
}
