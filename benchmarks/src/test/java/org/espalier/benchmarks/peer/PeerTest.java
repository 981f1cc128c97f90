package org.espalier.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.espalier.benchmarks.TokenArrays;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTest {
    private static final int STEPS = 20;
    private static final double RATE = 2e-3;
    private static final double TOLERANCE = 1e-5;

    static Stream<OperatorCase> operators() {
        return Stream.of(
                new OperatorCase("line", 1, 32, 6, 5, 4),
                new OperatorCase("plane", 2, 16, 4, 3, 4),
                new OperatorCase("all-modes", 2, 12, 3, 6, 2));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void libtorchAndTheHostLoseTheSameStepByStep(OperatorCase operator) throws Exception {
        TorchWeights weights = TorchWeights.random(operator, 3);
        FieldArrays data = FieldArrays.noise(operator, 1, STEPS, 3);
        try (Stepper own = OwnStepper.ofOperator(operator, weights, data, RATE, 2);
                Stepper torch = TorchStepper.ofOperator(operator, weights, data, RATE, 1, 1)) {
            assertSameLosses(own, torch);
        }
    }

    /** Two blocks, three sequences of ten tokens; shared out among workers on one side. */
    @Test
    void soDoesAGpt() throws Exception {
        GptSize size = new GptSize(2, 2, 16, 10, 12, 3);
        TokenArrays data = new TokenArrays(size.context(), size.tokens(), size.batch(), STEPS * size.batch(), 3, 3);
        try (Stepper own = OwnStepper.ofGpt(size, data, RATE, 2);
                Stepper torch = TorchStepper.ofGpt(size, data, RATE, 1, 1)) {
            assertSameLosses(own, torch);
        }
    }

    private static void assertSameLosses(Stepper own, Stepper torch) {
        double first = own.step();
        assertEquals(torch.step(), first, 1e-6 * first);
        double last = first;
        for (int step = 1; step < STEPS; step++) {
            last = own.step();
            assertEquals(torch.step(), last, TOLERANCE * last, "step " + step);
        }
        // Equal losses say little unless the weights have moved far.
        assertTrue(first - last > 100 * TOLERANCE * first, first + " → " + last);
    }
}
