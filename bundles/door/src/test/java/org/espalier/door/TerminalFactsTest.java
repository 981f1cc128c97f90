package org.espalier.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalFactsTest {
    private static TerminalFacts of(boolean console, String... environment) {
        Map<String, String> map = new HashMap<>(Map.of("COLUMNS", "100"));
        for (int i = 0; i < environment.length; i += 2) map.put(environment[i], environment[i + 1]);
        return TerminalFacts.of(map, console, StandardCharsets.UTF_8);
    }

    @Test
    void aConsoleWithATerminalTypeIsRedrawnInPlace() {
        assertEquals(new TerminalFacts(true, true, 100, "UTF-8"), of(true, "TERM", "xterm"));
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
    void aCharacterSetThatThisJavaDoesNotKnowCountsAsAscii() {
        assertEquals(StandardCharsets.UTF_8, new TerminalFacts(true, true, 100, "UTF-8").encoding());
        assertEquals(StandardCharsets.US_ASCII, new TerminalFacts(true, true, 100, "KLINGON").encoding());
        assertEquals(StandardCharsets.US_ASCII, new TerminalFacts(true, true, 100, "no name").encoding());
    }
}
