package org.espalier.shell.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.door.TerminalFacts;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aCharacterSetWithoutBlocksGetsAscii() {
        assertEquals(
                new Terminal(true, false, 100, Glyphs.UNICODE),
                Terminal.of(new TerminalFacts(true, false, 100, "UTF-8")));
        assertEquals(
                Glyphs.ASCII,
                Terminal.of(new TerminalFacts(true, true, 100, "US-ASCII")).glyphs());
    }

    @Test
    void aTerminalIsNeverNarrowerThanItsBars() {
        assertEquals(20, Terminal.of(new TerminalFacts(true, true, -5, "UTF-8")).columns());
    }
}
