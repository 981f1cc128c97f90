package org.espalier.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.plugin.PluginState;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private record At(long step, long steps, long epoch, long epochs, double heldOutLoss) implements Progress {}

    private static Progress step(long step) {
        return new At(step, 100, 0, 10, Double.NaN);
    }

    private static Progress epoch(long epoch, double loss) {
        return new At(epoch * 10, 100, epoch, 10, loss);
    }

    private static double cosine(long step, double floor, long warmUp) {
        return new CosineSchedule()
                .rate(step(step), new CosineSchedule.Settings(floor, warmUp), PluginState.empty())
                .factor();
    }

    @Test
    void constantIsOne() {
        assertEquals(
                1,
                new ConstantSchedule()
                        .rate(step(99), new ConstantSchedule.Settings(), PluginState.empty())
                        .factor());
    }

    @Test
    void stepMultipliesEverySoManyEpochs() {
        double[] expected = {1, 1, 1, 0.1, 0.1, 0.1, 0.01};
        for (int epoch = 0; epoch < expected.length; epoch++) {
            Rate rate = new StepSchedule()
                    .rate(epoch(epoch, Double.NaN), new StepSchedule.Settings(3, 0.1), PluginState.empty());
            assertEquals(expected[epoch], rate.factor(), 1e-12, "epoch " + epoch);
        }
    }

    @Test
    void cosineFallsFromTheRateToTheFloor() {
        assertEquals(1, cosine(0, 0, 0));
        assertEquals(0.5, cosine(50, 0, 0), 1e-15);
        assertEquals((1 + Math.cos(Math.PI * 0.99)) / 2, cosine(99, 0, 0), 1e-12);
        assertEquals(0, cosine(100, 0, 0), 1e-15);
        assertEquals(0.55, cosine(50, 0.1, 0), 1e-12);
        assertEquals(0.1, cosine(1000, 0.1, 0), 1e-12);
    }

    @Test
    void cosineWarmsUpLinearlyAndJoinsWithoutAJump() {
        assertEquals(0.1, cosine(0, 0, 10), 1e-15);
        assertEquals(0.5, cosine(4, 0, 10), 1e-15);
        assertEquals(1, cosine(9, 0, 10));
        assertEquals(1, cosine(10, 0, 10));
        assertEquals(0.5, cosine(55, 0, 10), 1e-12);
    }

    @Test
    void aWarmUpLongerThanTheRunStillGivesAFactor() {
        assertEquals(0.5, cosine(99, 0, 200), 1e-12);
    }

    @Test
    void plateauCutsAfterPatienceEpochsWithoutImprovement() {
        double[] losses = {Double.NaN, 1, 0.8, 0.8, 0.79999, 0.7, 0.7, Double.NaN, 0.7, 0.7};
        double[] expected = {1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2};
        assertFactors(losses, expected, new PlateauSchedule.Settings(2, 0.5, 0.2, 1e-3));
    }

    /**
     * At every epoch, asked twice, since a schedule is asked at every step and must count epochs; the state goes round by value.
     */
    private static void assertFactors(double[] losses, double[] expected, PlateauSchedule.Settings settings) {
        PluginState state = PluginState.empty();
        for (int epoch = 0; epoch < losses.length; epoch++) {
            for (int call = 0; call < 2; call++) {
                Rate rate = new PlateauSchedule().rate(epoch(epoch, losses[epoch]), settings, copy(state));
                assertEquals(expected[epoch], rate.factor(), "epoch " + epoch);
                state = rate.next();
            }
        }
    }

    private static PluginState copy(PluginState state) {
        PluginState copy = PluginState.empty();
        for (String name : state.names()) {
            copy = copy.with(name, state.number(name, Double.NaN));
        }
        assertEquals(state, copy);
        return copy;
    }

    @Test
    void plateauWaitsForTheFirstEvaluation() {
        double nan = Double.NaN;
        assertFactors(
                new double[] {nan, nan, nan, nan, 1, 1},
                new double[] {1, 1, 1, 1, 1, 0.5},
                new PlateauSchedule.Settings(1, 0.5, 0, 0));
    }
}
