package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static Parameter heads(int heads, int width) {
        Dim h = Dim.of("heads", DimKind.WIDTH, heads, 9);
        Dim w = Dim.of("width", DimKind.WIDTH, width, 9);
        return Parameter.trained(
                "qkv", Init.zero(), Axis.fixed(Role.PRODUCES, 3).times(h).times(2), Axis.of(Role.CONSUMES, w));
    }

    @Test
    void anAxisIsTheProductOfItsFactors() {
        assertEquals(List.of(18, 4), Arrays.stream(heads(3, 4).shape()).boxed().toList());
        assertEquals(72, heads(3, 4).length());
        assertTrue(heads(3, 4).binds("heads"));
        Parameter scalar = Parameter.trained("s", Init.zero());
        assertEquals(1, scalar.length());
        assertEquals(1, Region.all(scalar).count());
    }

    @Test
    void newbornEntriesStandAtTheEndOfTheirFactorInEveryBlock() {
        Region region = Region.grown(heads(1, 2), heads(2, 2));
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
            if (region.newborn(0, row)) {
                rows.add(row);
            }
        }
        assertEquals(List.of(2, 3, 6, 7, 10, 11), rows);
        assertEquals(12, region.count());
    }

    @Test
    void theVisitorSeesEveryNewbornEntryOnceInOrder() {
        for (int heads = 1; heads < 3; heads++) {
            for (int width = 1; width < 4; width++) {
                Region region = Region.grown(heads(heads, width), heads(2, 3));
                List<Integer> seen = new ArrayList<>();
                region.forEach((flat, index) -> {
                    assertEquals(flat, index[0] * 3 + index[1]);
                    assertTrue(region.contains(index));
                    seen.add(flat);
                });
                assertEquals(region.count(), seen.size());
                assertEquals(seen.stream().sorted().distinct().toList(), seen);
            }
        }
    }

    @Test
    void aParameterMayNotChangeItsAxesByGrowing() {
        Parameter other = Parameter.trained("qkv", Init.zero(), Axis.fixed(Role.PRODUCES, 3));
        assertThrows(IllegalArgumentException.class, () -> Region.grown(other, heads(1, 1)));
    }
}
