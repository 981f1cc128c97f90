package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final Dim UNITS = Dim.of("units", "width", 4, 9);
    private static final Axis FUSED =
            Axis.of(Role.PRODUCES, UNITS).times(5).times(UNITS).beside(3);

    @Test
    void axesBesideOneAnotherAreAFactorOutsideTheOthers() {
        assertEquals(3 * 4 * 5 * 4, FUSED.size());
        assertEquals(
                List.of(3, 4, 5, 4),
                FUSED.factors().stream().map(Axis.Factor::size).toList());
        assertEquals(3, FUSED.parallel());
        assertEquals(1, Axis.fixed(Role.PRODUCES, 3).times(5).times(4).parallel());
        assertThrows(IllegalStateException.class, () -> FUSED.beside(2));
        assertThrows(
                IllegalStateException.class, () -> Axis.fixed(Role.PRODUCES, 3).beside(0));
    }

    @Test
    void anotherRoleOrSizeKeepsTheRest() {
        Axis other = FUSED.as(Role.NORM);
        assertEquals(Role.NORM, other.role());
        assertEquals(FUSED.factors(), other.factors());
        assertEquals(3, other.parallel());
        Axis grown = FUSED.sized("units", 6);
        assertEquals(3 * 6 * 5 * 6, grown.size());
        assertEquals(3, grown.parallel());
        assertEquals(FUSED, grown.sized("units", 4));
        assertEquals(FUSED, FUSED.sized("ranks", 7));
    }

    @Test
    void equalFactorsAreOtherAxesIfTheyAreNotBesideOneAnother() {
        Axis plain = Axis.fixed(Role.PRODUCES, 3).times(5);
        Axis beside = Axis.fixed(Role.PRODUCES, 5).beside(3);
        assertEquals(plain.factors(), beside.factors());
        assertNotEquals(plain, beside);
    }
}
