package org.espalier.api.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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

    @Test
    void thePlainFormReadsBackToTheSameBits() {
        double odd = Double.longBitsToDouble(0x7ff8000000000123L);
        double[] list = {Double.MIN_VALUE, Double.NEGATIVE_INFINITY, -0.0, odd};
        PluginState state = PluginState.empty()
                .with("a", 0.1 + 0.2)
                .with("b", odd)
                .with("c", "0.5\n\ud800")
                .with("d", list)
                .with("e", new double[0]);
        assertEquals("{number=0.30000000000000004}", state.plain().get("a").toString());
        PluginState back = PluginState.ofPlain(state.plain());
        assertEquals(state, back);
        assertEquals(0x7ff8000000000123L, Double.doubleToRawLongBits(back.number("b", 0)));
        assertEquals(0x7ff8000000000123L, Double.doubleToRawLongBits(back.numbers("d")[3]));
    }

    @Test
    void whatIsNoPlainFormIsRefusedByName() {
        for (Object entry : new Object[] {1, Map.of(), Map.of("number", 1), Map.of("numbers", List.of("x"))}) {
            var refusal =
                    assertThrows(IllegalArgumentException.class, () -> PluginState.ofPlain(Map.of("best", entry)));
            assertTrue(refusal.getMessage().startsWith("best is "), refusal.getMessage());
        }
    }
}
