package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    private static LnsFormat format(int bits, int base) {
        return new LnsFormat(
                Optional.of(bits), Optional.of(base), Optional.empty(), Rounding.NEAREST, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "5, 1", "8, 8", "10, 32", "12, 128", "14, 512", "16, 2048"})
    void aBaseThatIsLeftOutLetsTheCodesSpanSixteenOctaves(int bits, int base) {
        LnsFormat given = new LnsFormat(
                Optional.of(bits), Optional.empty(), Optional.empty(), Rounding.NEAREST, Optional.empty());
        LnsFormat plain = LnsFormat.PLAIN;
        LnsSettings settings = new LnsSettings(LnsConformanceTest.EVERYWHERE, plain, plain, plain, given, plain, 3);
        assertEquals(base, settings.at(Site.GRADIENT).base());
    }

    @Test
    void whatIsLeftOutFollowsFromTheSite() {
        LnsSettings settings = LnsConformanceTest.defaults();
        assertEquals(
                new LogFormat(8, 8, Group.TENSOR, Rounding.NEAREST, Underflow.SMALLEST, -1), settings.at(Site.WEIGHT));
        assertEquals(
                new LogFormat(8, 8, Group.ROW, Rounding.NEAREST, Underflow.ZERO, -1), settings.at(Site.ACTIVATION));
        assertEquals(new LogFormat(8, 8, Group.ROW, Rounding.NEAREST, Underflow.ZERO, -1), settings.at(Site.ERROR));
        assertEquals(
                new LogFormat(8, 8, Group.TENSOR, Rounding.NEAREST, Underflow.ZERO, -1), settings.at(Site.GRADIENT));
        assertEquals(
                new LogFormat(12, 128, Group.TENSOR, Rounding.NEAREST, Underflow.SMALLEST, 3),
                settings.at(Site.UPDATE));
    }

    @Test
    void aSiteThatIsNotNamedIsLeftAlone() {
        LnsFormat plain = LnsFormat.PLAIN;
        LnsSettings settings = new LnsSettings(List.of(Site.UPDATE), plain, plain, plain, plain, plain, 3);
        assertTrue(new Lns().rounds(Site.UPDATE, settings));
        assertFalse(new Lns().rounds(Site.ERROR, settings));
    }

    @Test
    void aBaseThatIsNoPowerOfTwoIsRefused() {
        var refusal = assertThrows(SettingsException.class, () -> format(8, 6));
        assertEquals("base: 6 — must be a power of two, such as 8", refusal.getMessage());
    }

    @Test
    void codesBeyondTheRangeOfFloatsAreRefusedWithTheSite() {
        LnsFormat plain = LnsFormat.PLAIN;
        LnsFormat wide = format(12, 4);
        var refusal = assertThrows(
                SettingsException.class,
                () -> new LnsSettings(LnsConformanceTest.EVERYWHERE, plain, plain, wide, plain, plain, 3));
        assertEquals(
                "error.base: 4 — with 12 bits spans 511 octaves, and float32 has 254; give a larger base or fewer bits",
                refusal.getMessage());
        // 12 bits are what update has when none are given.
        LnsFormat coarse =
                new LnsFormat(Optional.empty(), Optional.of(4), Optional.empty(), Rounding.NEAREST, Optional.empty());
        assertEquals(
                "update.base",
                assertThrows(
                                SettingsException.class,
                                () -> new LnsSettings(
                                        LnsConformanceTest.EVERYWHERE, plain, plain, plain, plain, coarse, 3))
                        .key());
    }
}
