package org.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.growth.StepView;
import org.espalier.api.growth.UndeclaredSignalException;
import org.junit.jupiter.api.Test;

class PlainViewTest {
    private static final Dim DIM = Dim.of("d", DimKind.WIDTH, 2, 4);
    private static final GrowthPlan PLAN = GrowthPlan.of(GrowthOp.resize(DIM, 3));
    private static final List<Consumer<StepView>> SIGNALS = List.of(
            StepView::heldOutLoss,
            v -> v.spectrum(DIM),
            v -> v.gradientEnergy(DIM),
            v -> v.bridge(DIM),
            v -> v.weights("w"),
            v -> v.gradient("w"),
            v -> v.lossIf(PLAN),
            StepView::lossNow,
            v -> v.layoutIf(PLAN));
    private static final List<Consumer<StepView>> FREE = List.of(
            StepView::step,
            StepView::epoch,
            StepView::stepsPerEpoch,
            StepView::trainLoss,
            StepView::dims,
            StepView::allDims,
            StepView::layout,
            StepView::random,
            StepView::lastOutcome);

    private static PlainView.Builder full() {
        return PlainView.claiming(DIM)
                .spectrum(DIM, 1, 2)
                .gradientEnergy(DIM, 1, 2)
                .bridge(DIM, 1)
                .weights("w", 1)
                .gradient("w", 1);
    }

    @Test
    void aRevokedViewRefusesEverything() {
        PlainView view = full().view();
        SIGNALS.forEach(call -> call.accept(view));
        FREE.forEach(call -> call.accept(view));
        view.revoke();
        SIGNALS.forEach(call -> assertThrows(StaleViewException.class, () -> call.accept(view)));
        FREE.forEach(call -> assertThrows(StaleViewException.class, () -> call.accept(view)));
    }

    @Test
    void aSignalThatWasNotDeclaredIsRefused() {
        PlainView blind = full().sees().view();
        SIGNALS.forEach(call -> assertThrows(UndeclaredSignalException.class, () -> call.accept(blind)));
        FREE.forEach(call -> call.accept(blind));
        assertEquals(
                Signal.SPECTRUM,
                assertThrows(UndeclaredSignalException.class, () -> blind.spectrum(DIM))
                        .signal());
        assertArrayEquals(
                new double[] {1, 2}, full().sees(Signal.SPECTRUM).view().spectrum(DIM));
    }

    @Test
    void whatIsHandedOutIsACopy() {
        PlainView view = full().view();
        view.spectrum(DIM)[0] = 99;
        view.weights("w")[0] = 99;
        assertEquals(1, view.spectrum(DIM)[0]);
        assertEquals(1, view.weights("w")[0]);
    }

    @Test
    void whatATestDoesNotSayHasAValueThatARunCouldHave() {
        Dim dim = DIM.withSpectrum(Spectrum.shells("w"));
        Parameter weight =
                Parameter.trained("w", Init.zero(), Axis.fixed(Role.PRODUCES, 3), Axis.of(Role.CONSUMES, dim));
        PlainView view = PlainView.claiming(dim).layout(Layout.of(weight)).view();
        assertEquals(1, view.heldOutLoss());
        assertEquals(1, view.lossNow());
        assertEquals(1, view.lossIf(PLAN));
        assertArrayEquals(new double[] {1, 1}, view.spectrum(dim));
        assertArrayEquals(new double[] {1, 1}, view.gradientEnergy(dim));
        assertEquals(0, view.bridge(dim).length);
        assertEquals(6, view.weights("w").length);
        assertFalse(Arrays.equals(view.weights("w"), view.gradient("w")));
        assertThrows(IllegalArgumentException.class, () -> view.weights("v"));
        assertThrows(IllegalArgumentException.class, () -> view.spectrum(Dim.of("other", DimKind.WIDTH, 2, 4)));
    }

    @Test
    void aPlanResizesWhatIsBoundToItsDimsUnlessItWouldBeRejected() {
        Axis spectral = Axis.fixed(Role.SPATIAL, 2).times(DIM).times(5);
        Parameter weight = Parameter.trained("w", Init.normal(1), Axis.fixed(Role.PRODUCES, 3), spectral)
                .grownBy(Init.zero())
                .silentAlong(Role.CONSUMES);
        PlainView.Builder seen = PlainView.claiming(DIM).layout(Layout.of(weight));
        Parameter after = seen.view().layoutIf(PLAN).orElseThrow().get("w");
        assertArrayEquals(new int[] {3, 2 * 3 * 5}, after.shape());
        assertEquals(weight.growth(), after.growth());
        assertEquals(weight.silent(), after.silent());
        assertEquals(
                Optional.empty(),
                seen.lossIf(plan -> Double.POSITIVE_INFINITY).view().layoutIf(PLAN));
    }

    @Test
    void theSameStepHasTheSameRandomNumbers() {
        long draw = full().step(5).view().random().bits(0);
        assertEquals(draw, full().step(5).view().random().bits(0));
        assertEquals(false, draw == full().step(6).view().random().bits(0));
        assertEquals(false, draw == full().step(5).seed(2).view().random().bits(0));
    }
}
