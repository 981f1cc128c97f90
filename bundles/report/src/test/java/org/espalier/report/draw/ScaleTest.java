package org.espalier.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    @Test
    void linearScalesKeepDistancesAndClip() {
        Scale scale = Scale.linear(0, 480, 100, 580);
        assertEquals(340, scale.at(240));
        assertEquals(100, scale.at(-1));
        assertEquals(580, scale.at(481));
    }

    @Test
    void logarithmicScalesKeepRatios() {
        Scale scale = Scale.logarithmic(.01, 1, 0, 100);
        assertEquals(scale.at(.1) - scale.at(.01), scale.at(1) - scale.at(.1), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"0, 480, 8", "0.01, 0.013, 4", "-3, 3, 5", "0, 1, 8"})
    void ticksAreRoundWithinTheScaleAndNotTooMany(double low, double high, int about) {
        List<Double> ticks = Scale.linear(low, high, 0, 1).ticks(about);
        assertTrue(ticks.size() >= 2 && ticks.size() <= about + 1, ticks::toString);
        assertTrue(ticks.stream().allMatch(t -> t >= low - 1e-12 && t <= high + 1e-12), ticks::toString);
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 1", "0.03, 0.5", "0.031, 0.033", "1e-12, 10"})
    void lossesOfAnySpanHaveTicks(double low, double high) {
        Scale scale = Scale.logarithmic(low, high, 0, 1);
        List<Double> ticks = scale.ticks(6);
        assertTrue(ticks.size() >= 2, ticks::toString);
        assertTrue(ticks.stream().allMatch(t -> t >= scale.low() && t <= scale.high()), ticks::toString);
    }

    @Test
    void aSpanOfNothingIsStillAScale() {
        assertEquals(0, Scale.linear(5, 5, 0, 1).at(5));
        assertTrue(Double.isFinite(Scale.logarithmic(5, 5, 0, 1).at(5)));
    }
}
