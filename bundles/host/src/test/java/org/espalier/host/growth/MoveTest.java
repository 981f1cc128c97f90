package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Role;
import org.junit.jupiter.api.Test;

class MoveTest {
    private static Parameter spectral(int k) {
        Dim modes = Dim.of("modes", DimKind.MODES, k, 9);
        return Parameter.trained(
                "r",
                Init.zero(),
                Axis.fixed(Role.SPATIAL, 2).times(modes),
                Axis.of(Role.SPATIAL, modes),
                Axis.fixed(Role.CONSUMES, 2));
    }

    private static float[] counting(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    /** Flat position of ±, k1, k2, channel at k modes. */
    private static int at(int sign, int k1, int k2, int c, int k) {
        return ((sign * k + k1) * k + k2) * 2 + c;
    }

    @Test
    void growingByOneShiftsNoLearnedModeOfEitherSign() {
        for (int k = 1; k < 6; k++) {
            for (int more = k; more < 9; more++) {
                float[] old = counting(spectral(k).length());
                float[] now = new Move(spectral(k), spectral(more), Map.of()).values(old);
                Region newborn = Region.grown(spectral(k), spectral(more));
                for (int sign = 0; sign < 2; sign++) {
                    for (int k1 = 0; k1 < more; k1++) {
                        for (int k2 = 0; k2 < more; k2++) {
                            for (int c = 0; c < 2; c++) {
                                boolean born = k1 >= k || k2 >= k;
                                assertEquals(born, newborn.contains(sign * more + k1, k2, c));
                                float expected = born ? 0 : old[at(sign, k1, k2, c, k)];
                                assertEquals(expected, now[at(sign, k1, k2, c, more)]);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void shrinkingKeepsTheLeadingEntries() {
        float[] old = counting(spectral(3).length());
        float[] now = new Move(spectral(3), spectral(2), Map.of()).values(old);
        assertEquals(old[at(1, 1, 1, 0, 3)], now[at(1, 1, 1, 0, 2)]);
        assertEquals(spectral(2).length(), now.length);
    }

    @Test
    void copiesDivideWhatConsumesThemAndTheGradientsOfWhatProducesThem() {
        Parameter out2 = produced(2);
        Parameter out3 = produced(3);
        Map<String, int[]> remap = Map.of("width", new int[] {0, 1, 1});
        Move producing = new Move(out2, out3, remap);
        assertArrayEquals(new float[] {1, 2, 3, 4, 3, 4}, producing.values(new float[] {1, 2, 3, 4}));
        assertArrayEquals(new float[] {1, 2, 1.5f, 2, 1.5f, 2}, producing.moment(new float[] {1, 2, 3, 4}, 1));
        assertArrayEquals(new float[] {1, 2, 1, 2, 1, 2}, producing.moment(new float[] {1, 2, 4, 8}, 2));
        Move consuming = new Move(consumed(2), consumed(3), remap);
        assertArrayEquals(new float[] {1, 1, 1, 3, 2, 2}, consuming.values(new float[] {1, 2, 3, 4}));
        assertArrayEquals(new float[] {1, 2, 2, 3, 4, 4}, consuming.moment(new float[] {1, 2, 3, 4}, 1));
    }

    @Test
    void everyEntryKnowsWhichOneItWas() {
        Parameter out2 = produced(2);
        Parameter out3 = produced(3);
        int[] grown = new Move(out2, out3, Map.of()).origins();
        assertArrayEquals(new int[] {0, 1, 2, 3, -1, -1}, grown);
        Map<String, int[]> remap = Map.of("width", new int[] {0, 1, 1});
        assertArrayEquals(new int[] {0, 1, 2, 3, 2, 3}, new Move(out2, out3, remap).origins());
        assertArrayEquals(new int[] {0, 1, -1, 2, 3, -1}, new Move(consumed(2), consumed(3), Map.of()).origins());
    }

    private static Parameter produced(int width) {
        Dim dim = Dim.of("width", DimKind.WIDTH, width, 9);
        return Parameter.trained("w", Init.zero(), Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, 2));
    }

    private static Parameter consumed(int width) {
        Dim dim = Dim.of("width", DimKind.WIDTH, width, 9);
        return Parameter.trained("w", Init.zero(), Axis.fixed(Role.PRODUCES, 2), Axis.of(Role.CONSUMES, dim));
    }
}
