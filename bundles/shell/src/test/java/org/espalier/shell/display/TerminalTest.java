package org.espalier.shell.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static Terminal of(boolean console, String... environment) {
        Map<String, String> map = new HashMap<>(Map.of("COLUMNS", "100"));
        for (int i = 0; i < environment.length; i += 2) map.put(environment[i], environment[i + 1]);
        return Terminal.of(map, console, StandardCharsets.UTF_8);
    }

    @Test
    void aConsoleWithATerminalTypeIsRedrawnInPlace() {
        assertEquals(new Terminal(true, true, 100, Glyphs.UNICODE), of(true, "TERM", "xterm"));
    }

    @Test
    void aPipeADumbTerminalAndAnUnknownOneAreNot() {
        assertFalse(of(false, "TERM", "xterm").live());
        assertFalse(of(true, "TERM", "dumb").live());
        assertFalse(of(true).live());
    }

    @Test
    void noColorTakesTheColourAndLeavesTheRest() {
        assertTrue(of(true, "TERM", "xterm", "NO_COLOR", "1").live());
        assertFalse(of(true, "TERM", "xterm", "NO_COLOR", "1").colour());
        assertTrue(of(true, "TERM", "xterm", "NO_COLOR", "").colour());
    }

    @Test
    void aCharacterSetWithoutBlocksGetsAscii() {
        assertEquals(
                Glyphs.ASCII,
                Terminal.of(Map.of(), false, StandardCharsets.US_ASCII).glyphs());
    }
}
