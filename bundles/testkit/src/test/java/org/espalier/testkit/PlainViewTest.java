package org.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Signal;
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
            v -> v.lossIf(PLAN));
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
    void theSameStepHasTheSameRandomNumbers() {
        long draw = full().step(5).view().random().bits(0);
        assertEquals(draw, full().step(5).view().random().bits(0));
        assertEquals(false, draw == full().step(6).view().random().bits(0));
        assertEquals(false, draw == full().step(5).seed(2).view().random().bits(0));
    }
}
