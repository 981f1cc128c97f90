package org.espalier.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Fourier operator whose layers have matrices W0 + U·V beside their spectral convolutions. */
class FnoLowRankTest {
    private static final Shapes SHAPES = Shapes.of(3, new int[] {12, 10, 2}, new int[] {12, 10, 1});
    private static final int WIDTH = 4;
    private final Fno2d model = new Fno2d();

    private static FnoSettings settings(Base base, int rank, int maxRank) {
        return new FnoSettings(WIDTH, 3, 2, 3, 6, Optional.of(new LowRankSettings(rank, maxRank, base)));
    }

    private Dims dims(FnoSettings settings) {
        return model.complete(settings, model.dims(settings), SHAPES);
    }

    @Test
    void everyLayerHasARankWhoseSpectrumIsThatOfItsProduct() {
        Dims dims = dims(settings(Base.IDENTITY, 2, 3));
        assertEquals(
                List.of(
                        "layer0.modes",
                        "layer1.modes",
                        "layer2.modes",
                        "layer0.skip.rank",
                        "layer1.skip.rank",
                        "layer2.skip.rank"),
                dims.names());
        Dim rank = dims.get("layer1.skip.rank");
        assertEquals(DimKind.RANK, rank.kind());
        assertEquals(2, rank.size());
        assertEquals(3, rank.limit());
        assertEquals(Spectrum.product("layer1.skip.u", "layer1.skip.v"), rank.spectrum());
        Dims grown = dims.with(rank.withSize(3));
        assertEquals(
                3, model.complete(settings(Base.IDENTITY, 2, 3), grown, SHAPES).size("layer1.skip.rank"));
    }

    @Test
    void theProductBeginsAtZeroWithOrthonormalRowsAndADenseBaseIsFrozen() {
        FnoSettings dense = settings(Base.DENSE, 2, 0);
        Layout layout = model.layout(dense, dims(dense), SHAPES);
        assertEquals(Init.zero(), layout.get("layer0.skip.u").birth());
        assertEquals(Role.BRANCH_END, layout.get("layer0.skip.u").axes().get(0).role());
        assertEquals(Init.orthonormal(), layout.get("layer0.skip.v").birth());
        assertEquals(EntryKind.FROZEN, layout.get("layer0.skip.w0").kind());
        assertTrue(layout.find("layer0.skip.weight").isEmpty());
        FnoSettings identity = settings(Base.IDENTITY, 2, 0);
        assertTrue(model.layout(identity, dims(identity), SHAPES)
                .find("layer0.skip.w0")
                .isEmpty());
    }

    /** Outputs, and the gradients of all that is not the matrices themselves. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "IDENTITY", "DENSE"})
    void itIsTheOperatorWhoseMatricesAreTheSums(Base base) {
        FnoSettings low = settings(base, 2, 0);
        FnoSettings plain = new FnoSettings(WIDTH, 3, 2, 3, 6);
        PlainWeights factors = drawn(model.layout(low, dims(low), SHAPES));
        PlainWeights sums = drawn(model.layout(plain, dims(plain), SHAPES));
        for (int layer = 0; layer < 3; layer++) {
            merge(FnoLayout.skipName(layer), base, factors, sums);
        }
        float[] input = Numbers.normal("a", 3 * 120 * 2, 1);
        try (var product = new ModelRig<>(model, new ModelCase<>(low, SHAPES), dims(low), factors, input, 2);
                var whole = new ModelRig<>(model, new ModelCase<>(plain, SHAPES), dims(plain), sums, input, 2)) {
            var found = product.gradients(RecordedPass.ofTraining());
            var wanted = whole.gradients(RecordedPass.ofTraining());
            assertTrue(
                    distance(product.forward(RecordedPass.ofEvaluation()), whole.forward(RecordedPass.ofEvaluation()))
                            < 1e-5);
            for (String name : wanted.names()) {
                if (!name.endsWith("skip.weight")) {
                    double distance = distance(found.values(name), wanted.values(name));
                    assertTrue(distance < 2e-5, name + " differs by " + distance);
                }
            }
        }
    }

    private static double distance(float[] found, float[] wanted) {
        double[] exact = new double[wanted.length];
        Arrays.setAll(exact, i -> wanted[i]);
        return Numbers.distance(found, exact);
    }

    private static PlainWeights drawn(Layout layout) {
        return PlainWeights.of(layout, parameter -> {
            RandomStream random = RandomStream.of(4, parameter.name());
            float[] values = new float[parameter.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.4 * random.normal(i));
            }
            return values;
        });
    }

    /** The weight [in, out] that W0 + U·V is, whose axes are the other way round. */
    private static void merge(String name, Base base, PlainWeights factors, PlainWeights sums) {
        float[] u = factors.get(name + ".u");
        float[] v = factors.get(name + ".v");
        float[] weight = sums.get(name + ".weight");
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                double sum = base == Base.IDENTITY && in == out ? 1 : 0;
                sum += base == Base.DENSE ? factors.get(name + ".w0")[out * WIDTH + in] : 0;
                for (int r = 0; r < 2; r++) {
                    sum += (double) u[out * 2 + r] * v[r * WIDTH + in];
                }
                weight[in * WIDTH + out] = (float) sum;
            }
        }
    }

    @Test
    void costGoesThroughTheRankAndABaseCostsNoGradient() {
        FnoSettings dense = settings(Base.DENSE, 2, 0);
        Cost cost = model.cost(dense, dims(dense), SHAPES);
        assertEquals(3L * 120 * (2 * 8 + 16), cost.multiplyAdds().get("layer1.skip"));
        assertEquals(
                Map.of("layer0.skip", 3L * 120 * 16, "layer1.skip", 3L * 120 * 16, "layer2.skip", 3L * 120 * 16),
                cost.frozen());
        FnoSettings plain = new FnoSettings(WIDTH, 3, 2, 3, 6);
        assertEquals(
                4L * 3 * 120 * 3 * 2,
                cost.activationBytes() - model.cost(plain, dims(plain), SHAPES).activationBytes());
    }

    @Test
    void ranksThatNoMatrixCanHaveAreRefused() {
        refused("model.low-rank.rank: 5 — above 4", settings(Base.NONE, 5, 0));
        refused("model.low-rank.max-rank: 9 — above 4", settings(Base.NONE, 2, 9));
    }

    private void refused(String begins, FnoSettings settings) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> model.dims(settings));
        assertTrue(refusal.getMessage().startsWith(begins), refusal.getMessage());
    }
}
