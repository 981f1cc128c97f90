package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.strategy.Promises;
import org.junit.jupiter.api.Test;

class Net2NetTest {
    private static final PluginState EMPTY = PluginState.empty();
    private static final BatchNormMlp MLP = new BatchNormMlp(3, 4, 16, 2);
    private static final WiderNet.Settings EXACT = new WiderNet.Settings(1.5, 0);

    private static PlainView.Builder seeingMlp() {
        return PlainView.claiming(MLP.dims().get("hidden")).layout(MLP.layout(MLP.dims()));
    }

    private static GrowthOp.Remap remap(Decision decision) {
        return (GrowthOp.Remap) decision.plan().orElseThrow().ops().get(0);
    }

    @Test
    void widerCopiesUnitsDrawnFromTheRunsStream() {
        Decision decision = seeingMlp().decide(new WiderNet(), EXACT, EMPTY);
        int[] from = remap(decision).from();
        assertEquals(6, from.length);
        assertArrayEquals(new int[] {0, 1, 2, 3}, Arrays.copyOf(from, 4));
        assertTrue(from[4] < 4 && from[5] < 4);
        assertTrue(decision.plan().orElseThrow().preservesFunction());
        assertEquals("wider by copying: hidden 4 → 6", decision.why());
        assertEquals(List.of(), Promises.broken(new WiderNet(), EXACT, seeingMlp(), EMPTY));
        assertTrue(IntStream.range(2, 20)
                .anyMatch(seed -> !Arrays.equals(
                        from,
                        remap(seeingMlp().seed(seed).decide(new WiderNet(), EXACT, EMPTY))
                                .from())));
    }

    /** Applies a map by roles, as a host would, and compares outputs: the promise is not only made. */
    @Test
    void copyingByRolesKeepsTheFunctionStatisticsIncluded() {
        int[] from = remap(seeingMlp().decide(new WiderNet(), EXACT, EMPTY)).from();
        RandomStream draws = RandomStream.of(3, "net2net");
        Layout layout = MLP.layout(MLP.dims());
        double[][] before = new double[layout.parameters().size()][];
        double[][] after = new double[before.length][];
        for (int p = 0; p < before.length; p++) {
            Parameter parameter = layout.parameters().get(p);
            before[p] = new double[parameter.length()];
            for (int i = 0; i < before[p].length; i++) {
                before[p][i] = 0.1 + Math.abs(draws.at(p).normal(i));
            }
            after[p] = remapped(parameter, before[p], from);
        }
        double[] input = {0.3, -0.7, 1.1};
        assertArrayEquals(outputs(before, 4, input), outputs(after, 6, input), 1e-12);
        assertEquals(6, after[4].length);
    }

    private static double[] remapped(Parameter parameter, double[] values, int[] from) {
        int axis = IntStream.range(0, parameter.axes().size())
                .filter(a -> parameter.axes().get(a).binds("hidden"))
                .findFirst()
                .orElse(-1);
        if (axis < 0) {
            return values;
        }
        int[] copies = new int[4];
        Arrays.stream(from).forEach(unit -> copies[unit]++);
        boolean divided = parameter.axes().get(axis).role() == Role.CONSUMES;
        int inner = axis == 0 ? values.length / 4 : 1;
        int outer = values.length / 4 / inner;
        double[] grown = new double[outer * from.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int unit = 0; unit < from.length; unit++) {
                for (int i = 0; i < inner; i++) {
                    double value = values[(o * 4 + from[unit]) * inner + i];
                    grown[(o * from.length + unit) * inner + i] = divided ? value / copies[from[unit]] : value;
                }
            }
        }
        return grown;
    }

    /** linear → norm by running statistics → ReLU → linear, in the layout's order. */
    private static double[] outputs(double[][] p, int hidden, double[] input) {
        double[] out = p[6].clone();
        for (int unit = 0; unit < hidden; unit++) {
            double sum = 0;
            for (int i = 0; i < input.length; i++) {
                sum += p[0][unit * input.length + i] * input[i];
            }
            double normed = p[1][unit] * (sum - p[3][unit]) / Math.sqrt(p[4][unit] + 1e-5) + p[2][unit];
            for (int o = 0; o < out.length; o++) {
                out[o] += p[5][o * hidden + unit] * Math.max(0, normed);
            }
        }
        return out;
    }

    @Test
    void noiseOnTheCopiesPromisesNothing() {
        Decision decision = seeingMlp().decide(new WiderNet(), new WiderNet.Settings(1.5, 0.05), EMPTY);
        assertEquals(0.05, remap(decision).noise());
        assertFalse(decision.plan().orElseThrow().preservesFunction());
    }

    @Test
    void whatTheHostRefusesIsNotAskedForAgain() {
        TiedEmbedding tied = new TiedEmbedding(10, 4, 6);
        var seen = PlainView.claiming(tied.dims().get("width")).layout(tied.layout(tied.dims()));
        assertTrue(seen.decide(new WiderNet(), EXACT, EMPTY).plan().isPresent());
        Decision after = seen.lastOutcome(PlanOutcome.Status.REJECTED, "width is bound by a SHARED axis of embedding")
                .decide(new WiderNet(), EXACT, EMPTY);
        assertEquals(Optional.empty(), after.plan());
        assertEquals("the last plan was refused: width is bound by a SHARED axis of embedding", after.why());
    }

    @Test
    void aTiedWidthIsSharedWhereverItIsBoundAndTheInnerOneNowhere() {
        TiedEmbedding tied = new TiedEmbedding(10, 4, 6);
        Layout layout = tied.layout(tied.dims());
        for (Parameter parameter : layout.parameters()) {
            parameter.axes().forEach(axis -> {
                assertEquals(axis.binds("width"), axis.role() == Role.SHARED && axis.size() == 4);
                assertFalse(axis.binds("block.hidden") && axis.role() == Role.SHARED);
            });
        }
    }

    @Test
    void statisticsGrowButAreNotTrained() {
        Layout layout = MLP.layout(MLP.dims());
        assertEquals(4 * 3 + 4 + 4 + 2 * 4 + 2, layout.trainedEntries());
        assertEquals(layout.trainedEntries() + 2 * 4, layout.entries());
        Layout grown = MLP.layout(MLP.dims().with(MLP.dims().get("hidden").withSize(6)));
        Parameter variance = grown.get("norm.variance");
        assertEquals(EntryKind.STATISTIC, variance.kind());
        assertEquals(Init.constant(1), variance.growth());
        assertEquals(2, Region.grown(layout.get("norm.variance"), variance).count());
    }

    @Test
    void deeperAppendsABlockBornAsIdentityWhoseNameOnlyTheModelKnows() {
        DeepMlp model = new DeepMlp(8, 2, 4, 2);
        DeeperNet.Settings settings = new DeeperNet.Settings("*.weight");
        var seen = PlainView.claiming(model.dims().get("depth"))
                .beside(model.dims().get("block0.rank"), model.dims().get("block1.rank"))
                .layout(model.layout(model.dims()));
        Decision decision = seen.decide(new DeeperNet(), settings, EMPTY);
        assertEquals("deeper: 2 → 3", decision.why());
        assertEquals(List.of(), Promises.broken(new DeeperNet(), settings, seen, EMPTY));

        GrowthOp.Resize op =
                (GrowthOp.Resize) decision.plan().orElseThrow().ops().get(0);
        Dims after = model.complete(model.dims().with(model.dims().get("depth").withSize(op.size())));
        Layout layout = model.layout(after);
        List<String> born = layout.parameters().stream()
                .map(Parameter::name)
                .filter(n -> model.layout(model.dims()).find(n).isEmpty())
                .toList();
        assertEquals(List.of("block2.weight", "block2.u", "block2.v"), born);
        assertEquals(Optional.of(Init.identity()), op.birth("block2.weight"));
        assertEquals(Optional.empty(), op.birth("block2.u"));
        assertEquals(Init.zero(), layout.get("block2.u").growth());
    }

    @Test
    void depthBringsADimOfItsOwnThatClaimsReachAndTakesItAwayAgain() {
        DeepMlp model = new DeepMlp(8, 2, 4, 2);
        Dims grownRank = model.dims().with(model.dims().get("block1.rank").withSize(5));
        Dims deeper = model.complete(grownRank.with(grownRank.get("depth").withSize(3)));
        assertEquals(
                List.of("block0.rank", "block1.rank", "block2.rank"),
                deeper.matching("*.rank").stream().map(d -> d.name()).toList());
        assertEquals(5, deeper.size("block1.rank"));
        assertEquals(2, deeper.size("block2.rank"));
        assertEquals(
                List.of("depth", "block0.rank"),
                model.complete(deeper.with(deeper.get("depth").withSize(1))).names());
    }

    @Test
    void atFullDepthNothingIsAsked() {
        DeepMlp model = new DeepMlp(8, 4, 4, 2);
        assertEquals(
                "no depth left to grow",
                PlainView.claiming(model.dims().get("depth"))
                        .decide(new DeeperNet(), new DeeperNet.Settings("*"), EMPTY)
                        .why());
    }
}
