package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DimTest {
    private static final Dim MODES = Dim.of("layer0.modes", DimKind.MODES, 4, 12);

    @Test
    void aSizeMustLieBetweenZeroAndTheLimit() {
        assertThrows(IllegalArgumentException.class, () -> MODES.withSize(13));
        assertThrows(IllegalArgumentException.class, () -> MODES.withSize(-1));
        assertThrows(IllegalArgumentException.class, () -> MODES.withLimit(3));
        assertThrows(IllegalArgumentException.class, () -> Dim.of(" ", DimKind.RANK, 1, 2));
        assertEquals(0, MODES.withSize(0).size());
    }

    @Test
    void growingByAFactorAddsAtLeastOneAndStopsAtTheLimit() {
        assertEquals(6, MODES.grown(1.5));
        assertEquals(5, MODES.grown(1.0));
        assertEquals(12, MODES.grown(1e9));
        assertEquals(12, MODES.withSize(12).grown(2));
        assertTrue(MODES.withSize(12).full());
        assertFalse(MODES.full());
        assertEquals(1, Dim.of("rank", DimKind.RANK, 0, 8).grown(2));
    }

    @Test
    void onlyPermittedSizesAreReached() {
        Dim grid = Dim.of("resolution", DimKind.RESOLUTION, 16, 64).withPermitted(64, 16, 32, 128);
        assertEquals(32, grid.reachable(17));
        assertEquals(64, grid.reachable(40));
        assertEquals(64, grid.reachable(1000));
        assertTrue(grid.permits(32));
        assertFalse(grid.permits(33));
        assertFalse(grid.permits(128));
        assertTrue(grid.withSize(64).full());
        assertTrue(Dim.of("odd", DimKind.WIDTH, 5, 9).withPermitted(3, 5).full());
    }

    @Test
    void claimsCoverNamesByPattern() {
        Dims dims = Dims.of(MODES, Dim.of("layer1.modes", DimKind.MODES, 4, 12), Dim.of("a.b+c", DimKind.WIDTH, 1, 1));
        assertEquals(2, dims.matching("*.modes").size());
        assertEquals(1, dims.matching("layer1.*").size());
        assertEquals(1, dims.matching("a.b+c").size());
        assertEquals(0, dims.matching("layer").size());
        assertEquals(3, dims.matching("*").size());
        assertTrue(Dims.claims("a*d*", "abcde"));
        assertFalse(Dims.claims("a.c", "abc"));
    }

    @Test
    void dimsKeepTheirOrderAndRefuseTwoOfOneName() {
        Dims dims = Dims.of(MODES).with(Dim.of("depth", DimKind.DEPTH, 1, 3)).with(MODES.withSize(5));
        assertEquals(List.of("layer0.modes", "depth"), dims.names());
        assertEquals(5, dims.size("layer0.modes"));
        assertThrows(IllegalArgumentException.class, () -> Dims.of(MODES, MODES));
        var e = assertThrows(IllegalArgumentException.class, () -> dims.get("width"));
        assertTrue(e.getMessage().contains("[layer0.modes, depth]"));
    }
}
