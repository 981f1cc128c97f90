package org.espalier.models.gpt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GptModelTest {
    private static final int GPT2_TOKENS = 50257;
    private final Gpt model = new Gpt();

    private static Shapes tokens(int samples, int positions, int vocabulary) {
        return Shapes.of(samples, new int[] {positions, 1}, new int[] {positions, 1})
                .withVocabulary(vocabulary);
    }

    private static GptSettings settings(int layers, int heads, int width) {
        return new GptSettings(layers, heads, width, 0, 0, 0, Optional.empty());
    }

    private Layout layout(GptSettings settings, Shapes shapes) {
        return model.layout(settings, model.dims(settings), shapes);
    }

    private static GptSettings lowRank(GptSettings dense, int rank, Base base, boolean attention) {
        return new GptSettings(
                dense.layers(),
                dense.heads(),
                dense.width(),
                0,
                0,
                0,
                Optional.of(new LowRankMatrices(rank, 0, base, attention)));
    }

    /** GPT-2's published sizes, and the ranks of MLPs that InRank's authors report for them. */
    @ParameterizedTest
    @CsvSource({
        "12, 12, 768, 124439808, 254, 91225344",
        "24, 16, 1024, 354823168, 287, 224029696",
        "36, 20, 1280, 774030080, 313, 446401280"
    })
    void atGpt2SizesItHasGpt2Parameters(int layers, int heads, int width, long all, int rank, long lowRank) {
        Shapes shapes = tokens(1, 1024, GPT2_TOKENS);
        GptSettings dense = settings(layers, heads, width);
        assertEquals(all, layout(dense, shapes).trainedEntries());
        assertEquals(
                lowRank, layout(lowRank(dense, rank, Base.NONE, false), shapes).trainedEntries());
        Layout inRank = layout(lowRank(dense, rank, Base.DENSE, false), shapes);
        assertEquals(lowRank, inRank.trainedEntries());
        assertEquals(lowRank + 2L * layers * 4 * width * width, inRank.entries());
    }

    @Test
    void everyMatrixOfLowRankHasItsRankAsADim() {
        Shapes shapes = tokens(2, 5, 11);
        GptSettings mlps = lowRank(settings(2, 2, 6), 3, Base.DENSE, false);
        assertEquals(
                List.of("h.0.mlp.c_fc.rank", "h.0.mlp.c_proj.rank", "h.1.mlp.c_fc.rank", "h.1.mlp.c_proj.rank"),
                model.dims(mlps).names());
        Dim rank = model.dims(mlps).get("h.0.mlp.c_fc.rank");
        assertEquals(DimKind.RANK, rank.kind());
        assertEquals(6, rank.limit());
        assertEquals(Spectrum.product("h.0.mlp.c_fc.u", "h.0.mlp.c_fc.v"), rank.spectrum());
        Layout layout = layout(mlps, shapes);
        assertArrayEquals(new int[] {24, 3}, layout.get("h.0.mlp.c_fc.u").shape());
        assertArrayEquals(new int[] {3, 6}, layout.get("h.0.mlp.c_fc.v").shape());
        assertEquals(EntryKind.FROZEN, layout.get("h.0.mlp.c_fc.w0").kind());
        assertEquals(Init.normal(0.01), layout.get("h.0.mlp.c_proj.w0").birth());
        assertEquals(Init.zero(), layout.get("h.0.mlp.c_fc.u").birth());
        assertEquals(Init.orthonormal(), layout.get("h.0.mlp.c_fc.v").birth());
        assertTrue(layout.find("h.0.mlp.c_fc.weight").isEmpty());
        assertTrue(layout.find("h.0.attn.c_attn.weight").isPresent());
        Layout all = layout(lowRank(settings(1, 2, 6), 4, Base.NONE, true), shapes);
        assertArrayEquals(new int[] {18, 4}, all.get("h.0.attn.c_attn.u").shape());
        // Four terms of two factors: the product's entries have 0.02, or where a branch of the one block ends 0.02/√2.
        assertEquals(0.02, 2 * Math.pow(all.get("h.0.mlp.c_fc.u").birth().a(), 2), 1e-12);
        assertEquals(
                0.02 / Math.sqrt(2),
                2 * Math.pow(all.get("h.0.mlp.c_proj.v").birth().a(), 2),
                1e-12);
        assertEquals(Init.zero(), all.get("h.0.mlp.c_fc.u").growth());
        refused("model.low-rank.rank: 7", () -> model.dims(lowRank(settings(1, 2, 6), 7, Base.NONE, false)));
        refused("rank: 9", () -> new LowRankMatrices(9, 8, Base.NONE, false));
        GptSettings beyond =
                new GptSettings(1, 2, 6, 0, 0, 0, Optional.of(new LowRankMatrices(3, 7, Base.DENSE, false)));
        refused("model.low-rank.max-rank: 7 — above 6, the most that any", () -> model.dims(beyond));
    }

    /**
     * A medium GPT-2 at its context of 1 024 positions, its head included: 0.63 of the weights' products, 0.66 with attention's
     * own.
     */
    @Test
    void theRanksThatInRankReportsLeaveTwoThirdsOfTheOperations() {
        GptSettings dense = settings(24, 16, 1024);
        GptSettings low = lowRank(dense, 287, Base.NONE, false);
        Shapes shapes = tokens(1, 1024, GPT2_TOKENS);
        Cost full = model.cost(dense, Dims.of(), shapes);
        Cost less = model.cost(low, model.dims(low), shapes);
        assertEquals(0.656, less.trainingFlops() / full.trainingFlops(), 5e-4);
        assertEquals(0.630, (double) ofWeights(less) / ofWeights(full), 5e-4);
        assertEquals(1024L * 287 * 5120, less.multiplyAdds().get("h.3.mlp.c_fc"));
        assertEquals(Map.of(), less.frozen());
        GptSettings beside = lowRank(dense, 287, Base.DENSE, false);
        Cost more = model.cost(beside, model.dims(beside), shapes);
        assertEquals(48, more.frozen().size());
        assertEquals(1024L * 1024 * 4096, more.frozen().get("h.3.mlp.c_proj"));
    }

    private static long ofWeights(Cost cost) {
        return cost.multiplyAdds().entrySet().stream()
                .filter(part -> !part.getKey().endsWith(".attn"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void parametersAreNamedOrderedAndShapedAsThoseOfGpt2() {
        Layout layout = layout(settings(2, 2, 6), tokens(4, 5, 11));
        assertEquals(
                List.of(
                        "wte.weight", "wpe.weight",
                        "h.0.ln_1.weight", "h.0.ln_1.bias",
                        "h.0.attn.c_attn.weight", "h.0.attn.c_attn.bias",
                        "h.0.attn.c_proj.weight", "h.0.attn.c_proj.bias",
                        "h.0.ln_2.weight", "h.0.ln_2.bias",
                        "h.0.mlp.c_fc.weight", "h.0.mlp.c_fc.bias",
                        "h.0.mlp.c_proj.weight", "h.0.mlp.c_proj.bias"),
                layout.parameters().subList(0, 14).stream().map(Parameter::name).toList());
        assertEquals("ln_f.bias", layout.parameters().get(27).name());
        assertArrayEquals(new int[] {11, 6}, layout.get("wte.weight").shape());
        assertArrayEquals(new int[] {5, 6}, layout.get("wpe.weight").shape());
        assertArrayEquals(
                new int[] {6, 18}, layout.get("h.1.attn.c_attn.weight").shape());
        assertArrayEquals(new int[] {6, 24}, layout.get("h.1.mlp.c_fc.weight").shape());
        assertArrayEquals(new int[] {24, 6}, layout.get("h.1.mlp.c_proj.weight").shape());
        assertEquals(Init.normal(0.02), layout.get("h.1.mlp.c_fc.weight").birth());
        assertEquals(Init.normal(0.01), layout.get("h.1.mlp.c_proj.weight").birth());
        assertEquals(Init.constant(1), layout.get("ln_f.weight").birth());
        assertEquals(layout, layout(settings(2, 2, 6), tokens(9, 5, 11)));
    }

    @Test
    void itGivesAScoreForEveryTokenAtEveryPosition() {
        assertArrayEquals(new int[] {5, 11}, model.outputShape(settings(1, 2, 4), Dims.of(), tokens(3, 5, 11)));
        Shapes flat = Shapes.of(3, new int[] {5}, new int[] {5});
        assertArrayEquals(
                new int[] {5, 9},
                model.outputShape(new GptSettings(1, 2, 4, 5, 9, 0, Optional.empty()), Dims.of(), flat));
    }

    @Test
    void costCountsEveryWeightOncePerPositionAndHalfOfAttention() {
        Cost cost = model.cost(settings(2, 4, 128), Dims.of(), tokens(16, 128, 256));
        long rows = 16 * 128;
        assertEquals(rows * 128 * 384, cost.multiplyAdds().get("h.0.attn.c_attn"));
        assertEquals(rows * 512 * 128, cost.multiplyAdds().get("h.1.mlp.c_proj"));
        assertEquals(rows * 128 * 256, cost.multiplyAdds().get("head"));
        // Two blocks of 64 rows, of 64 and of 128 columns: three quarters of the square.
        assertEquals(16L * 2 * 128 * (128 * 128 * 3 / 4), cost.multiplyAdds().get("h.0.attn"));
        assertEquals(11, cost.multiplyAdds().size());
        long stream = rows * 128;
        assertEquals(4 * (2 * (16 * stream + 16 * 4 * 128 * 96) + 2 * stream), cost.activationBytes());
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedInOneLine() {
        refused("heads: 3", () -> settings(2, 3, 128));
        refused("context: 64", () -> layout(new GptSettings(1, 1, 4, 64, 0, 0, Optional.empty()), tokens(2, 32, 9)));
        refused("context: 16", () -> layout(new GptSettings(1, 1, 4, 16, 0, 0, Optional.empty()), tokens(2, 32, 9)));
        refused(
                "vocabulary: 300",
                () -> layout(new GptSettings(1, 1, 4, 0, 300, 0, Optional.empty()), tokens(2, 32, 256)));
        refused("vocabulary: 0", () -> layout(settings(1, 1, 4), tokens(2, 32, 0)));
        Shapes field = Shapes.of(2, new int[] {32, 3}, new int[] {32, 1});
        refused("model.type: gpt", () -> model.complete(settings(1, 1, 4), Dims.of(), field));
        Shapes classes = Shapes.of(2, new int[] {32, 1}, new int[] {10});
        refused("model.type: gpt", () -> model.complete(settings(1, 1, 4), Dims.of(), classes));
    }

    private static void refused(String begins, Runnable attempt) {
        SettingsException refusal = assertThrows(SettingsException.class, attempt::run);
        assertTrue(refusal.getMessage().startsWith(begins), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
