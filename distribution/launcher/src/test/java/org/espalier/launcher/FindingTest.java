package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void aFindingIsOneLineOfJsonWhateverItSays() {
        assertEquals(
                "{\"health\":\"good\",\"subject\":\"java\",\"seen\":\"17 \\\"x\\\" C:\\\\jdk\\u0009°\"}",
                Finding.good("java", "17 \"x\" C:\\jdk\t°").json());
        assertEquals(
                "{\"health\":\"bad\",\"subject\":\"disk\",\"seen\":\"full\\u000anow\",\"advice\":\"free some\"}",
                Finding.bad("disk", "full\nnow", "free some").json());
    }
}
