package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.layers.testing.ReferenceSpectral;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FourierLayerTest {
    static Stream<Arguments> gridsAndModes() {
        return Stream.of(
                Arguments.of(new int[] {8, 6}, 1),
                Arguments.of(new int[] {8, 6}, 3),
                Arguments.of(new int[] {6, 9}, 3),
                Arguments.of(new int[] {7, 5}, 2),
                Arguments.of(new int[] {4, 8}, 2),
                Arguments.of(new int[] {5, 4}, 0),
                Arguments.of(new int[] {24, 20}, 3),
                Arguments.of(new int[] {2, 2}, 1),
                Arguments.of(new int[] {12}, 1),
                Arguments.of(new int[] {12}, 6),
                Arguments.of(new int[] {9}, 4),
                Arguments.of(new int[] {300}, 3),
                Arguments.of(new int[] {7}, 0));
    }

    @ParameterizedTest
    @MethodSource("gridsAndModes")
    void outputsAndGradientsAreThoseOfTheDefinitionInDoublePrecision(int[] grid, int kept) {
        try (FourierLayerRig rig = new FourierLayerRig(grid, kept, 2, true)) {
            for (int run = 0; run < 2; run++) {
                float[] y = rig.forward();
                NamedTensors gradients = rig.backward();
                DoubleLayer reference = new DoubleLayer(rig);
                close(reference.forward(), y, "output");
                reference.backward();
                close(reference.dx, rig.inputGradient(), "input gradient");
                close(reference.dw, gradients.values("layer.skip.weight"), "skip weight gradient");
                close(reference.db, gradients.values("layer.skip.bias"), "skip bias gradient");
                if (kept > 0) {
                    close(reference.dr, gradients.values("layer.spectral.weight"), "spectral weight gradient");
                }
            }
        }
    }

    private static void close(double[] expected, float[] actual, String what) {
        double distance = Numbers.distance(actual, expected);
        assertTrue(distance < 1e-6, what + " differs by " + distance);
    }

    @ParameterizedTest
    @MethodSource("gridsAndModes")
    void gradientsAgreeWithCentralDifferences(int[] grid, int kept) {
        try (FourierLayerRig rig = new FourierLayerRig(grid, kept, 2, true)) {
            for (int run = 0; run < 2; run++) {
                rig.forward();
                NamedTensors gradients = rig.backward();
                float[] dx = rig.inputGradient();
                double input = Derivatives.mismatch(rig.input(), dx, rig::loss);
                assertTrue(input < 1e-3, "input: " + input);
                for (String name : gradients.names()) {
                    if (gradients.get(name).length() > 0) {
                        double mismatch =
                                Derivatives.mismatch(rig.parameters.get(name), gradients.values(name), rig::loss);
                        assertTrue(mismatch < 1e-3, name + ": " + mismatch);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gridsAndModes")
    void theReferenceItselfAgreesWithCentralDifferencesInDoublePrecision(int[] grid, int kept) {
        try (FourierLayerRig rig = new FourierLayerRig(grid, kept, 1, true)) {
            DoubleLayer reference = new DoubleLayer(rig);
            reference.backward();
            assertTrue(Derivatives.mismatch(reference.x, reference.dx, reference::loss) < 1e-6);
            assertTrue(Derivatives.mismatch(reference.w, reference.dw, reference::loss) < 1e-6);
            assertTrue(kept == 0 || Derivatives.mismatch(reference.r, reference.dr, reference::loss) < 1e-6);
        }
    }

    @Test
    void gradientsAreAddedToWhatIsThere() {
        try (FourierLayerRig rig = new FourierLayerRig(new int[] {8, 6}, 2, 2, true)) {
            rig.forward();
            float[] once = rig.backward().values("layer.spectral.weight");
            rig.forward();
            float[] again = rig.backward().values("layer.spectral.weight");
            assertArrayEquals(once, again);
        }
    }

    @Test
    void anotherNumberOfWorkersChangesNoOutput() {
        try (FourierLayerRig one = new FourierLayerRig(new int[] {32, 20}, 5, 1, true);
                FourierLayerRig three = new FourierLayerRig(new int[] {32, 20}, 5, 3, true)) {
            assertArrayEquals(one.forward(), three.forward());
        }
    }

    @Test
    void tensorsOfAnotherRevisionAreSeenAtOnce() {
        try (FourierLayerRig rig = new FourierLayerRig(new int[] {8, 6}, 2, 1, true)) {
            float[] before = rig.forward();
            float[] weight = rig.parameters.values("layer.skip.weight");
            weight[0] += 1;
            rig.parameters.with("layer.skip.weight", weight);
            assertTrue(Numbers.distance(rig.forward(), Numbers.doubles(before)) > 1e-3);
        }
    }

    @Test
    void moreModesThanTheGridHasAreRefused() {
        try (TestWorkspace workspace = new TestWorkspace(1)) {
            Workers workers = new Workers(workspace);
            assertThrows(IllegalArgumentException.class, () -> new FourierGrid(workers, new int[] {8, 7}, 4, 1));
        }
    }

    /** The layer in double precision. */
    private static final class DoubleLayer {
        final FourierLayerRig rig;
        final ReferenceSpectral spectral;
        final double[] x;
        final double[] r;
        final double[] w;
        final double[] b;
        final double[] dy;
        final double[] dx;
        final double[] dr;
        final double[] dw;
        final double[] db;

        DoubleLayer(FourierLayerRig rig) {
            this.rig = rig;
            this.spectral = rig.reference();
            this.x = Numbers.doubles(TestWorkspace.read(rig.input()));
            this.r = rig.parameters.doubles("layer.spectral.weight");
            this.w = rig.parameters.doubles("layer.skip.weight");
            this.b = rig.parameters.doubles("layer.skip.bias");
            this.dy = Numbers.doubles(rig.outputError);
            this.dx = new double[x.length];
            this.dr = new double[r.length];
            this.dw = new double[w.length];
            this.db = new double[b.length];
        }

        double[] forward() {
            double[] y = new double[dy.length];
            spectral.forward(x, r, y);
            ReferenceLayers.linear(rig.samples * rig.points, rig.in, rig.out, x, w, b, y);
            return y;
        }

        double loss() {
            double sum = 0;
            double[] y = forward();
            for (int i = 0; i < y.length; i++) {
                sum += y[i] * dy[i];
            }
            return sum;
        }

        void backward() {
            spectral.backward(x, r, dy, dx, dr);
            ReferenceLayers.linearBackward(rig.samples * rig.points, rig.in, rig.out, x, w, dy, dx, dw, db);
        }
    }
}
