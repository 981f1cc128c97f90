package org.espalier.shell.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.041, .041", "0.3124, .312", "0.9996, 1.000", "1.2345, 1.23", "12.34, 12.3", "123.4, 123", "0.00412, .0041",
        "0.0000412, 4.1e-5", "0, 0", "1, 1.00", "-0.25, -.250", "NaN, nan", "Infinity, inf", "1234567, 1.23e6"
    })
    void briefLossesKeepTheDigitsThatMove(double x, String text) {
        assertEquals(text, Numbers.brief(x));
    }

    @ParameterizedTest
    @CsvSource({"0.0412, .0412", "0.041, .0410", "0.9996, 1.00", "1234.5, 1234", "99.96, 100", "0.0000412, 4.12e-5"})
    void figuresHaveThreeSignificantDigits(double x, String text) {
        assertEquals(text, Numbers.figure(x));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "812, 812",
        "999, 999",
        "999.6, 1.0k",
        "9840, 9.8k",
        "61234, 61k",
        "999600, 1.0M",
        "1234567, 1.2M",
        "2.5e9, 2.5G",
        "NaN, ?"
    })
    void countsAreShort(double x, String text) {
        assertEquals(text, Numbers.count(x));
    }

    @ParameterizedTest
    @CsvSource({
        "14, 0:14",
        "0, 0:00",
        "59.6, 1:00",
        "725, 12:05",
        "11229, 3:07:09",
        "443000, 5d 3h",
        "NaN, ?",
        "-1, ?",
        "Infinity, ?"
    })
    void timesAreClocks(double seconds, String text) {
        assertEquals(text, Numbers.clock(seconds));
    }

    @ParameterizedTest
    @CsvSource({"38.4, 38 steps/s", "3.42, 3.4 steps/s", "0.4, 2.5 s/step", "0, ? steps/s", "1234, 1.2k steps/s"})
    void slowStepsAreToldInSeconds(double speed, String text) {
        assertEquals(text, Numbers.speed(speed));
    }

    @Test
    void operationsHaveUnits() {
        assertEquals("3.2 Tflop", Numbers.flops(3.2e12));
    }

    @Test
    void nothingDependsOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(
                    ".0412 1.2M 0:14 3.4 steps/s",
                    Numbers.figure(.0412) + " " + Numbers.count(1234567) + " " + Numbers.clock(14) + " "
                            + Numbers.speed(3.42));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void javasNumbersInATextAreWrittenAsPeopleWriteThem() {
        assertEquals("lr 5e-4 → 1.25e-5", Numbers.plain("lr 5.0E-4 → 1.25E-5"));
        assertEquals("{lr: 1e10, name: a2.0E-3, of: 1.0}", Numbers.plain("{lr: 1.0E10, name: a2.0E-3, of: 1.0}"));
    }
}
