package org.espalier.host.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropInWatchTest {
    @Test
    void itLooksAsOftenAsTheInstaller() {
        assertEquals(250, DropInWatch.turn("250"));
    }

    /** The host's runs hang on the watch: a wrong line of the configuration must not take them away. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "often", "99999999999999999999"})
    void aTurnThatCannotBeKeptIsASecond(String told) {
        assertEquals(1000, DropInWatch.turn(told));
    }
}
