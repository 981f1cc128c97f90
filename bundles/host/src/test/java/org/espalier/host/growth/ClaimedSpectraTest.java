package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimedSpectraTest {
    private static final Dim FIRST = modes("first");
    private static final Dim SECOND = modes("second");
    private static final Dim BARE = Dim.of("bare", DimKind.WIDTH, 2, 9);
    private final Revision revision = Revision.make(
            0,
            Dims.of(List.of(FIRST, SECOND, BARE)),
            Layout.of(shells(FIRST), shells(SECOND)),
            parameter -> new Tensor(
                    parameter, new float[] {1, 2, 3}, new float[0][], Ages.bornAt(parameter, 0), new double[0]));
    private final Guard guard = new Guard("spectra");
    private final List<Thread> computing = new ArrayList<>();
    private final ClaimedSpectra spectra = new ClaimedSpectra(
            new Spectra(task -> {
                computing.add(Thread.currentThread());
                task.run(0);
            }),
            guard,
            List.of(FIRST, SECOND, BARE),
            revision);

    private static Dim modes(String name) {
        return Dim.of(name, DimKind.MODES, 3, 9).withSpectrum(Spectrum.shells("of-" + name));
    }

    private static Parameter shells(Dim dim) {
        return Parameter.trained("of-" + dim.name(), Init.zero(), Axis.of(Role.SPATIAL, dim));
    }

    @AfterEach
    void close() {
        guard.close();
        revision.close();
    }

    private double[] asked(Dim dim) throws PluginFaultException {
        return guard.call(Duration.ofSeconds(10), () -> spectra.of(dim));
    }

    @Test
    void theThreadThatWaitsComputesAllOfThemAtTheFirstQuestion() throws Exception {
        double[] energies = asked(FIRST);
        assertArrayEquals(new double[] {1, 4, 9}, energies);
        energies[0] = 7;
        assertArrayEquals(new double[] {1, 4, 9}, asked(FIRST), "a strategy gets copies");
        assertArrayEquals(new double[] {1, 4, 9}, asked(SECOND));
        assertEquals(List.of(Thread.currentThread()), computing);
    }

    @Test
    void aClaimedDimWithoutASpectrumIsInTheWayOfNoOther() throws Exception {
        PluginFaultException fault = assertThrows(PluginFaultException.class, () -> asked(BARE));
        assertEquals(IllegalArgumentException.class, fault.getCause().getClass());
        assertArrayEquals(new double[] {1, 4, 9}, asked(SECOND));
    }
}
