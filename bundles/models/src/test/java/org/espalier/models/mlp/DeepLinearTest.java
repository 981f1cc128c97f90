package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.testing.ReferenceLayers;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.junit.jupiter.api.Test;

class DeepLinearTest {
    private static final Shapes SHAPES = Shapes.of(7, new int[] {6}, new int[] {5});
    private static final DeepLinearSettings THREE = new DeepLinearSettings(3, 4, 16, 0.1, 0);
    private final DeepLinear model = new DeepLinear();

    @Test
    void theUnitsBetweenTwoMatricesAreADimWithTheSpectrumOfTheirProduct() {
        Dims dims = model.dims(THREE);
        assertEquals(List.of("hidden0.width", "hidden1.width"), dims.names());
        assertEquals(
                Spectrum.product("hidden0.weight", "hidden1.weight"),
                dims.get("hidden0.width").spectrum());
        assertEquals(
                Spectrum.product("hidden1.weight", "out.weight"),
                dims.get("hidden1.width").spectrum());
        Layout layout = model.layout(THREE, dims, SHAPES);
        assertEquals(6 * 4 + 4 * 4 + 4 * 5, layout.trainedEntries());
        assertEquals(
                Map.of("hidden0", 7L * 24, "hidden1", 7L * 16, "out", 7L * 20),
                model.cost(THREE, dims, SHAPES).multiplyAdds());
    }

    @Test
    void outputsAndGradientsAreThoseOfTheProductInDoublePrecision() {
        Dims dims = model.dims(THREE);
        PlainWeights weights = PlainWeights.trained(model.layout(THREE, dims, SHAPES), 1);
        float[] input = Numbers.normal("x", 7 * 6, 1);
        String[] names = {"hidden0.weight", "hidden1.weight", "out.weight"};
        int[] sizes = {6, 4, 4, 5};
        try (ModelRig<DeepLinearSettings> rig =
                new ModelRig<>(model, new ModelCase<>(THREE, SHAPES), dims, weights, input, 2)) {
            double[][] flow = new double[4][];
            flow[0] = Numbers.doubles(input);
            for (int layer = 0; layer < 3; layer++) {
                int out = sizes[layer + 1];
                flow[layer + 1] = new double[7 * out];
                double[] w = Numbers.doubles(weights.get(names[layer]));
                ReferenceLayers.linear(7, sizes[layer], out, flow[layer], w, new double[out], flow[layer + 1]);
            }
            assertTrue(Numbers.distance(rig.forward(RecordedPass.ofEvaluation()), flow[3]) < 1e-6);
            NamedTensors gradients = rig.gradients(RecordedPass.ofTraining());
            double[] error = Numbers.doubles(rig.outputError());
            for (int layer = 2; layer >= 0; layer--) {
                int out = sizes[layer + 1];
                double[] dx = new double[7 * sizes[layer]];
                double[] dw = new double[sizes[layer] * out];
                double[] w = Numbers.doubles(weights.get(names[layer]));
                ReferenceLayers.linearBackward(7, sizes[layer], out, flow[layer], w, error, dx, dw, new double[out]);
                assertTrue(Numbers.distance(gradients.values(names[layer]), dw) < 1e-6, names[layer]);
                error = dx;
            }
        }
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        SettingsException wide = assertThrows(SettingsException.class, () -> new DeepLinearSettings(2, 9, 8, 0.1, 0));
        assertEquals("width: 9 — above max-width 8; lower it or raise max-width", wide.getMessage());
        Dims dims = model.dims(THREE);
        Dims none = dims.with(dims.get("hidden0.width").withSize(0));
        assertThrows(SettingsException.class, () -> model.complete(THREE, none, SHAPES));
        Shapes nothing = Shapes.of(2, new int[] {0}, new int[] {1});
        assertThrows(SettingsException.class, () -> model.complete(THREE, dims, nothing));
    }
}
