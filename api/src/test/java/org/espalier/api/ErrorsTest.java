package org.espalier.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.espalier.api.data.DataException;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.growth.UndeclaredSignalException;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.espalier.api.run.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @Test
    void everyErrorIsOneLineAndItsParts() {
        SettingsException setting = new SettingsException("growth.modes.alpha", 2, "is not in [0, 1]");
        assertEquals("growth.modes.alpha: 2 — is not in [0, 1]", setting.getMessage());
        assertEquals(
                "growth.modes.alpha 2 is not in [0, 1]", setting.key() + " " + setting.value() + " " + setting.why());

        StateMismatchException state = new StateMismatchException(3, "its ratios have another meaning");
        assertEquals("state of schema 3: its ratios have another meaning", state.getMessage());
        assertEquals("3 its ratios have another meaning", state.schema() + " " + state.why());

        IOException cause = new IOException("disk");
        DataException data = new DataException("a.npy at byte 10", "is cut off", cause);
        assertEquals("a.npy at byte 10: is cut off", data.getMessage());
        assertEquals("a.npy at byte 10 is cut off", data.where() + " " + data.why());
        assertEquals(cause, data.getCause());
        assertEquals("is cut off", new DataException("a.npy", "is cut off").why());

        RefusedException refusal = new RefusedException("job.yaml:3", "", "is empty");
        assertEquals("job.yaml:3: is empty", refusal.getMessage());
        assertEquals("is empty", refusal.why());

        assertEquals("a step view", new StaleViewException("a step view").view());
        assertEquals("spectrum", new UndeclaredSignalException("spectrum").signal());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "33, 0.1", "8, -0.1", "8, NaN"})
    void traitsThatNoNumberSystemHasAreRefused(int bits, double relativeError) {
        assertThrows(IllegalArgumentException.class, () -> NumberTraits.of(bits, true, relativeError));
    }
}
