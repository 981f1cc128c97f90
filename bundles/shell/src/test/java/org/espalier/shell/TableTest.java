package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aColumnIsAsWideAsItsLongestCell() {
        Table table = new Table("A", "B");
        table.row("one", "two");
        assertEquals(List.of("A    B", "one  two"), table.lines());
    }

    @Test
    void aCellThatIsFarTooLongMovesItsOwnRowAlone() {
        Table table = new Table("STEP", "WHAT", "BY").atMost(72);
        String settings = "s".repeat(200);
        table.row("1", "swap", "ada");
        table.row("2", settings, "ada");
        assertEquals(List.of("STEP  WHAT  BY", "1     swap  ada", "2     " + settings + "  ada"), table.lines());
    }
}
