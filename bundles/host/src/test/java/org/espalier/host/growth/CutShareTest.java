package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.Test;

class CutShareTest {
    private static final Dim MODES = Dim.of("modes", DimKind.MODES, 3, 4).withSpectrum(Spectrum.shells("spectral"));
    private static final Layout LAYOUT = Layout.of(layout(MODES));

    private static Parameter layout(Dim dim) {
        return Parameter.trained("spectral", Init.zero(), Axis.of(Role.SPATIAL, dim));
    }

    private static Blueprint to(int size) {
        SizeChange change = new SizeChange("resize", "modes", 3, size, "");
        Dims dims = Dims.of(List.of(MODES.withSize(size)));
        return new Blueprint(dims, LAYOUT, Map.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(change));
    }

    @Test
    void whatIsLostIsTheRootOfTheEnergyBeyond() {
        assertEquals(Math.sqrt(5.0 / 9), CutShare.beyond(new double[] {4, 4, 1}, 1));
        assertEquals(0, CutShare.beyond(new double[] {4, 4, 1}, 3));
        assertEquals(0, CutShare.beyond(new double[2], 1), "nothing there, nothing lost");
    }

    @Test
    void ofModesThatAreDroppedItIsTheirShareAndGrowthLosesNothing() {
        Revision now = Revision.make(
                0,
                Dims.of(List.of(MODES)),
                LAYOUT,
                p -> new Tensor(p, new float[] {2, 2, 1}, new float[0][], Ages.bornAt(p, 0), new double[0]));
        try {
            assertEquals(Map.of("modes", 1.0 / 3), CutShare.of(to(2), now));
            assertEquals(Map.of(), CutShare.of(to(4), now));
        } finally {
            now.close();
        }
    }

    @Test
    void aChangeOfSizeIsToldWithWhatIsLostOrThatNothingIsLeftToGrow() {
        SizeChange cut = new SizeChange("resize", "modes", 3, 2, "");
        assertEquals(
                "modes 3→2 (33.3 % of its norm cut off)", Words.change(cut, to(2).dims(), Map.of("modes", 1.0 / 3)));
        SizeChange last = new SizeChange("resize", "modes", 3, 4, "");
        assertEquals("modes 3→4 (at its limit)", Words.change(last, to(4).dims(), Map.of()));
        Dim grid = Dim.of("resolution", DimKind.RESOLUTION, 32, 32);
        SizeChange finest = new SizeChange("resize", "resolution", 16, 32, "");
        assertEquals("resolution 16→32", Words.change(finest, Dims.of(List.of(grid)), Map.of()), "no criterion looks");
    }
}
