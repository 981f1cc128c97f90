package org.espalier.host.assembly;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class BatchCheckTest {
    /** GPT-2's scores of every token at every position. */
    private static final int[] SCORES = {1024, 50257};

    @Test
    void scoresThatNoArrayHoldsAreRefusedBeforeTheFirstStep() {
        SettingsException refusal = assertThrows(SettingsException.class, () -> BatchCheck.check(tokens(42), SCORES));
        assertEquals(
                "batch: 42 — with outputs of [1024, 50257] it is more numbers than the 2147483647 that an array holds; lower it",
                refusal.getMessage());
        assertDoesNotThrow(() -> BatchCheck.check(tokens(41), SCORES));
    }

    private static Shapes tokens(int samples) {
        return Shapes.of(samples, new int[] {1024, 1}, new int[] {1024, 1});
    }
}
