package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.ModelCase;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A perceptron whose hidden matrices are W0 + U·V. */
class MlpLowRankTest {
    private static final Shapes SHAPES = Shapes.of(10, new int[] {6}, new int[] {3});
    private final Mlp model = new Mlp();

    private static MlpSettings settings(Variant variant, Base base, int rank, int maxRank) {
        int stream = variant == Variant.RESIDUAL ? 7 : 0;
        LowRankSettings low = new LowRankSettings(rank, maxRank, base);
        return MlpRig.settings(variant, Activation.RELU, List.of(8, 5), stream, low);
    }

    private Dims dims(MlpSettings settings) {
        return model.complete(settings, model.dims(settings), SHAPES);
    }

    private Layout layout(MlpSettings settings) {
        return model.layout(settings, dims(settings), SHAPES);
    }

    @Test
    void everyHiddenMatrixHasARankWhoseSpectrumIsThatOfItsProduct() {
        Dims plain = dims(settings(Variant.PLAIN, Base.IDENTITY, 2, 0));
        assertEquals(List.of("depth", "hidden0.width", "hidden0.rank", "hidden1.width", "hidden1.rank"), plain.names());
        Dim rank = plain.get("hidden0.rank");
        assertEquals(DimKind.RANK, rank.kind());
        assertEquals(2, rank.size());
        assertEquals(6, rank.limit());
        assertEquals(5, plain.get("hidden1.rank").limit());
        assertEquals(Spectrum.product("hidden0.u", "hidden0.v"), rank.spectrum());
        Dims residual = dims(settings(Variant.RESIDUAL, Base.NONE, 2, 4));
        assertEquals(
                List.of("hidden0.rank", "hidden0.end.rank", "hidden1.rank", "hidden1.end.rank"),
                residual.matching("*.rank").stream().map(Dim::name).toList());
        assertTrue(residual.matching("*.rank").stream().allMatch(dim -> dim.limit() == 4));
    }

    @Test
    void theProductBeginsAtZeroWithOrthonormalRowsAndADenseBaseIsFrozen() {
        Layout layout = layout(settings(Variant.RESIDUAL, Base.DENSE, 2, 0));
        assertArrayEquals(new int[] {8, 2}, layout.get("hidden0.u").shape());
        assertArrayEquals(new int[] {2, 7}, layout.get("hidden0.v").shape());
        assertArrayEquals(new int[] {8, 7}, layout.get("hidden0.w0").shape());
        assertEquals(Init.zero(), layout.get("hidden0.u").birth());
        assertEquals(Init.zero(), layout.get("hidden0.u").growth());
        assertEquals(Init.orthonormal(), layout.get("hidden0.v").birth());
        assertEquals(EntryKind.FROZEN, layout.get("hidden0.w0").kind());
        assertEquals(Role.BRANCH_END, layout.get("hidden0.u").axes().get(0).role());
        assertTrue(layout.find("hidden0.weight").isEmpty());
        assertTrue(layout.find("in.weight").isPresent()
                && layout.find("out.weight").isPresent());
        for (Base base : List.of(Base.NONE, Base.IDENTITY, Base.HADAMARD)) {
            assertTrue(
                    layout(settings(Variant.PLAIN, base, 2, 0))
                            .find("hidden0.w0")
                            .isEmpty(),
                    base.toString());
        }
    }

    @Test
    void aBaseThatFollowsFromItsSidesKeepsTheWidths() {
        for (Base base : Base.values()) {
            Dims dims = dims(settings(Variant.RESIDUAL, base, 2, 0));
            for (Dim width : dims.matching("*.width")) {
                assertEquals(base.followsSizes(), width.full(), width + " beside " + base);
            }
        }
    }

    @Test
    void aRankThatIsAboveItsMatrixIsRefused() {
        MlpSettings settings = settings(Variant.PLAIN, Base.NONE, 5, 0);
        refused(
                "model.low-rank.rank: 5 — above 3, the most that the matrix of hidden0 can have; lower it",
                () -> model.complete(settings, model.dims(settings), Shapes.of(10, new int[] {3}, new int[] {3})));
        refused(
                "model.low-rank.rank: 6 — above 5, the most that the matrix of hidden1 can have; lower it",
                () -> model.dims(settings(Variant.PLAIN, Base.NONE, 6, 0)));
        refused(
                "rank: 5 — above max-rank 4; lower it or raise max-rank",
                () -> new LowRankSettings(5, 4, Base.IDENTITY));
        Dims narrowed = dims(settings).with(dims(settings).get("hidden0.width").withSize(4));
        refused("model.low-rank.rank: 5 — above 4", () -> model.complete(settings, narrowed, SHAPES));
    }

    @Test
    void aMostRankAboveAllMatricesAsWideAsTheyMayGetIsRefused() {
        String most =
                "model.low-rank.max-rank: 8 — above 7, the most that any of its matrices can have; lower it, or say 0";
        refused(most, () -> dims(settings(Variant.RESIDUAL, Base.IDENTITY, 2, 8)));
        dims(settings(Variant.RESIDUAL, Base.IDENTITY, 2, 7));
        // The matrix of the inputs is 6 × 8, the next 8 × 5, and one that depth brings 5 × 5.
        MlpSettings plain = settings(Variant.PLAIN, Base.HADAMARD, 2, 7);
        refused("model.low-rank.max-rank: 7 — above 6", () -> dims(plain));
        dims(settings(Variant.PLAIN, Base.HADAMARD, 2, 6));
        // Widths that may grow bring ranks that cannot be had yet.
        int widest = dims(settings(Variant.PLAIN, Base.DENSE, 2, 0))
                .get("hidden0.width")
                .limit();
        dims(settings(Variant.PLAIN, Base.DENSE, 2, widest));
        refused("model.low-rank.max-rank: ", () -> dims(settings(Variant.PLAIN, Base.DENSE, 2, widest + 1)));
    }

    private static void refused(String begins, Runnable attempt) {
        SettingsException refusal = assertThrows(SettingsException.class, attempt::run);
        assertTrue(refusal.getMessage().startsWith(begins), refusal.getMessage());
    }

    @Test
    void costGoesThroughTheRank() {
        MlpSettings none = settings(Variant.PLAIN, Base.NONE, 2, 0);
        Cost cost = model.cost(none, dims(none), SHAPES);
        assertEquals(Map.of("hidden0", 10L * 2 * 14, "hidden1", 10L * 2 * 13, "out", 10L * 15), cost.multiplyAdds());
        assertEquals(4L * 10 * (6 + 16 + 2 + 10 + 2), cost.activationBytes());
        MlpSettings dense = settings(Variant.PLAIN, Base.DENSE, 2, 0);
        assertEquals(
                10L * (2 * 14 + 48),
                model.cost(dense, dims(dense), SHAPES).multiplyAdds().get("hidden0"));
        MlpSettings hadamard = settings(Variant.PLAIN, Base.HADAMARD, 2, 0);
        assertEquals(
                10L * (2 * 14 + 8 * 3 + 8),
                model.cost(hadamard, dims(hadamard), SHAPES).multiplyAdds().get("hidden0"));
        assertEquals(
                10L * (8 * 3 + 8),
                model.cost(hadamard, dims(hadamard), SHAPES).additions().get("hidden0"));
        assertEquals(Map.of(), model.cost(dense, dims(dense), SHAPES).additions());
    }

    @Test
    void aBaseCostsNoGradient() {
        MlpSettings none = settings(Variant.PLAIN, Base.NONE, 2, 0);
        MlpSettings dense = settings(Variant.PLAIN, Base.DENSE, 2, 0);
        Cost without = model.cost(none, dims(none), SHAPES);
        Cost with = model.cost(dense, dims(dense), SHAPES);
        assertEquals(Map.of("hidden0", 10L * 48, "hidden1", 10L * 40), with.frozen());
        assertEquals(Map.of(), without.frozen());
        // Forward, and in backward the way to what is in front.
        assertEquals(without.trainingFlops() + 2 * 2 * 10 * (48 + 40), with.trainingFlops());
    }

    /** How far outputs are apart after growth by the layout's own births, relative. */
    private double change(MlpSettings settings, UnaryOperator<Dims> growth) {
        Dims before = dims(settings);
        Dims after = model.complete(settings, growth.apply(before), SHAPES);
        PlainWeights weights = PlainWeights.trained(model.layout(settings, before, SHAPES), 1);
        PlainWeights grown = weights.grown(model.layout(settings, after, SHAPES), 1);
        float[] input = Numbers.normal("x", 10 * 6, 1);
        ModelCase<MlpSettings> given = new ModelCase<>(settings, SHAPES);
        try (ModelRig<MlpSettings> small = new ModelRig<>(model, given, before, weights, input, 2);
                ModelRig<MlpSettings> large = new ModelRig<>(model, given, after, grown, input, 2)) {
            float[] outputs = small.forward(RecordedPass.ofEvaluation());
            return Numbers.distance(large.forward(RecordedPass.ofEvaluation()), Numbers.doubles(outputs));
        }
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void growthInRankKeepsTheOutputs(Base base) {
        for (Variant variant : Variant.values()) {
            double change = change(settings(variant, base, 2, 0), dims -> {
                Dims after = dims;
                for (Dim rank : dims.matching("*.rank")) {
                    after = after.with(rank.withSize(rank.limit()));
                }
                return after;
            });
            assertTrue(change < 2e-7, variant + " by " + change);
        }
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void growthInDepthKeepsThemWhereANewLayerIsTheIdentityOrANewBlockIsZero(Base base) {
        for (Variant variant : Variant.values()) {
            double change = change(
                    settings(variant, base, 2, 0),
                    dims -> dims.with(dims.get("depth").withSize(3)));
            Base otherwise = variant == Variant.PLAIN ? Base.IDENTITY : Base.NONE;
            boolean keeps = base == Base.DENSE || base == otherwise;
            assertTrue(keeps ? change < 2e-7 : change > 0.01, variant + " by " + change);
        }
    }
}
