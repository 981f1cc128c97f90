package org.espalier.testkit.doubles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Signal;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainView;
import org.espalier.testkit.strategy.Promises;
import org.junit.jupiter.api.Test;

class GradMaxTest {
    private static final int READ = 7;
    private static final int FED = 5;
    private static final BatchNormMlp MLP = new BatchNormMlp(READ, 4, 16, FED);
    private static final Dim HIDDEN = MLP.dims().get("hidden");
    private static final RandomStream DRAWS = RandomStream.of(5, "gradmax");

    private static PlainView.Builder seeing(float... bridge) {
        return PlainView.claiming(HIDDEN)
                .layout(MLP.layout(MLP.dims()))
                .bridge(HIDDEN, bridge)
                .sees(Signal.BRIDGE);
    }

    private static float[] bridge() {
        float[] bridge = new float[FED * READ];
        for (int i = 0; i < bridge.length; i++) {
            bridge[i] = (float) DRAWS.normal(i);
        }
        return bridge;
    }

    private static GrowthOp.Resize resize(Decision decision) {
        return (GrowthOp.Resize) decision.plan().orElseThrow().ops().get(0);
    }

    private static Decision decide(int units, float... bridge) {
        GradMax.Settings settings = new GradMax.Settings(units, 0.5);
        assertEquals(List.of(), Promises.broken(new GradMax(), settings, seeing(bridge), PluginState.empty()));
        return seeing(bridge).decide(new GradMax(), settings, PluginState.empty());
    }

    /** Squared gradient of the new units' reading weights: Σ over units of ‖w · bridge‖², w what the unit feeds. */
    private static double gradientEnergy(double[][] fed, float[] bridge) {
        double energy = 0;
        for (double[] w : fed) {
            for (int j = 0; j < READ; j++) {
                double g = 0;
                for (int i = 0; i < FED; i++) {
                    g += w[i] * bridge[i * READ + j];
                }
                energy += g * g;
            }
        }
        return energy;
    }

    private static double[][] directions(float[] values, int units) {
        double[][] fed = new double[units][FED];
        for (int i = 0; i < FED; i++) {
            for (int unit = 0; unit < units; unit++) {
                fed[unit][i] = values[i * units + unit];
            }
        }
        return fed;
    }

    @Test
    void newUnitsReadNothingAndFeedUnitsOfTheGivenNorm() {
        Decision decision = decide(2, bridge());
        GrowthOp.Resize op = resize(decision);
        assertEquals(6, op.size());
        assertEquals(Optional.of(Init.zero()), op.birth("in.weight"));
        assertEquals(Optional.empty(), op.birth("norm.gain"));
        double[][] fed = directions(op.birth("out.weight").orElseThrow().values(), 2);
        double across = 0;
        for (int i = 0; i < FED; i++) {
            across += fed[0][i] * fed[1][i];
        }
        assertEquals(0, across, 1e-6);
        assertEquals(0.25, norm2(fed[0]), 1e-6);
        assertTrue(decision.plan().orElseThrow().preservesFunction());
        assertEquals("along the largest gradients: hidden by 2", decision.why());
    }

    private static double norm2(double[] v) {
        double squares = 0;
        for (double x : v) {
            squares += x * x;
        }
        return squares;
    }

    @Test
    void noRandomDirectionsGetALargerGradient() {
        float[] bridge = bridge();
        double best = gradientEnergy(
                directions(
                        resize(decide(2, bridge))
                                .birth("out.weight")
                                .orElseThrow()
                                .values(),
                        2),
                bridge);
        double nearest = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[][] random = orthogonalPair(DRAWS.at(trial + 1));
            nearest = Math.max(nearest, gradientEnergy(random, bridge));
        }
        assertTrue(nearest <= best * (1 + 1e-6), nearest + " above " + best);
        assertTrue(nearest > 0.8 * best, "the random directions never come near: " + nearest + " of " + best);
    }

    private static double[][] orthogonalPair(RandomStream draws) {
        double[][] pair = new double[2][FED];
        for (int unit = 0; unit < 2; unit++) {
            for (int i = 0; i < FED; i++) {
                pair[unit][i] = draws.normal(unit * FED + i);
            }
        }
        double along = 0;
        for (int i = 0; i < FED; i++) {
            along += pair[0][i] * pair[1][i] / norm2(pair[0]);
        }
        for (int i = 0; i < FED; i++) {
            pair[1][i] -= along * pair[0][i];
        }
        for (double[] v : pair) {
            double scale = 0.5 / Math.sqrt(norm2(v));
            for (int i = 0; i < FED; i++) {
                v[i] *= scale;
            }
        }
        return pair;
    }

    @Test
    void aKnownMatrixGivesItsKnownDirections() {
        float[] bridge = new float[FED * READ];
        bridge[2 * READ + 3] = -9;
        bridge[4 * READ + 1] = 2;
        double[][] fed = directions(
                resize(decide(2, bridge)).birth("out.weight").orElseThrow().values(), 2);
        assertEquals(0.5, Math.abs(fed[0][2]), 1e-6);
        assertEquals(0.5, Math.abs(fed[1][4]), 1e-6);
    }

    @Test
    void noMoreUnitsAreAddedThanTheGradientHasDirections() {
        float[] rankOne = new float[FED * READ];
        for (int i = 0; i < FED; i++) {
            for (int j = 0; j < READ; j++) {
                rankOne[i * READ + j] = (i + 1) * (j - 3);
            }
        }
        assertEquals(5, resize(decide(3, rankOne)).size());
    }

    @Test
    void withoutAGradientOrWithoutANumberNothingGrows() {
        assertEquals(Optional.empty(), decide(2, new float[FED * READ]).plan());
        float[] bad = bridge();
        bad[3] = Float.NaN;
        assertEquals(Optional.empty(), decide(2, bad).plan());
    }

    @Test
    void growthEndsAtTheLimit() {
        BatchNormMlp nearlyFull = new BatchNormMlp(READ, 4, 5, FED);
        Dim dim = nearlyFull.dims().get("hidden");
        var seen = PlainView.claiming(dim)
                .layout(nearlyFull.layout(nearlyFull.dims()))
                .bridge(dim, bridge());
        Decision decision = seen.decide(new GradMax(), new GradMax.Settings(3, 1), PluginState.empty());
        assertEquals(5, resize(decision).size());
        assertEquals(FED, resize(decision).birth("out.weight").orElseThrow().values().length);
    }
}
