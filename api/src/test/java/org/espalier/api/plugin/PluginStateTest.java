package org.espalier.api.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginStateTest {
    @Test
    void statesAreComparedByValueBitForBit() {
        PluginState a = PluginState.empty().with("best", 0.1 + 0.2).with("path", new double[] {1, Double.NaN});
        PluginState b =
                PluginState.empty().with("path", new double[] {1, Double.NaN}).with("best", 0.1 + 0.2);
        assertEquals(a, b);
        assertEquals(a.hashCode(), b.hashCode());
        assertNotEquals(a, b.with("best", 0.3));
        assertNotEquals(PluginState.empty().with("x", 0.0), PluginState.empty().with("x", -0.0));
    }

    @Test
    void aStateNeverChanges() {
        double[] path = {1, 2};
        PluginState state = PluginState.empty().with("path", path);
        path[0] = 9;
        state.numbers("path")[1] = 9;
        assertArrayEquals(new double[] {1, 2}, state.numbers("path"));
        state.with("more", 1).without("path");
        assertEquals(Set.of("path"), state.names());
        assertThrows(UnsupportedOperationException.class, () -> state.names().clear());
    }

    @Test
    void anEntryOfAnotherTypeOrNoneGivesTheFallback() {
        PluginState state = PluginState.empty().with("word", "up").with("number", 2);
        assertEquals(5, state.number("word", 5));
        assertEquals("none", state.text("number", "none"));
        assertEquals(0, state.numbers("absent").length);
        assertTrue(state.isText("word") && state.isNumber("number") && !state.isNumbers("word"));
        assertThrows(IllegalArgumentException.class, () -> state.with(" ", 1));
    }
}
