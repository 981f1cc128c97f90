package org.espalier.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0.04123, 0.0412",
        "12, 12",
        "1234.5, 1230",
        "-0.5, −0.5",
        "0.0000412, 4.12e-5",
        "3.2e12, 3.2e12",
        "0, 0",
        "NaN, –",
        "Infinity, ∞",
        "0.30000000000000004, 0.3"
    })
    void figures(double x, String text) {
        assertEquals(text, Figures.of(x));
    }

    @ParameterizedTest
    @CsvSource({"41.23, 41.2 s", "725, 12:05 min", "11229, 3:07 h", "NaN, –"})
    void times(double seconds, String text) {
        assertEquals(text, Figures.seconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"812, 812", "61234, 61.2k", "999600, 1M", "3.2e12, 3.2T"})
    void counts(double x, String text) {
        assertEquals(text, Figures.count(x));
    }

    @Test
    void coordinatesHaveOneDecimalAtMost() {
        assertEquals(
                "12.3 12 -0.5",
                Figures.coordinate(12.34) + " " + Figures.coordinate(12.04) + " " + Figures.coordinate(-.5));
    }
}
