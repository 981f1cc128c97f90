package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    @ParameterizedTest
    @ValueSource(strings = {"1 step", "50 steps", "1 epoch", "3 epochs", "7 ms", "90 s", "2 min", "1 h"})
    void textSurvivesTheWayThroughAnInterval(String text) {
        assertEquals(text, Interval.parse(text, "every").text());
    }

    @Test
    void unitsAreToldApart() {
        assertEquals(new Cadence.Steps(50), Interval.parse("50steps", "every"));
        assertEquals(new Interval.Time(Duration.ofMinutes(2)), Interval.parse("120 s", "every"));
        assertEquals(Duration.ofHours(2), Interval.parseTime("2 h", "deadline"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "epoch", "1.5 epochs", "-1 steps", "1 week", "0 s", "9999999999 s", "1 stepss", "1 mins"})
    void whatIsNoIntervalIsRefused(String text) {
        assertThrows(SettingsException.class, () -> Interval.parse(text, "every"));
    }

    @Test
    void aDeadlineIsNeverCountedInSteps() {
        assertThrows(SettingsException.class, () -> Interval.parseTime("3 steps", "deadline"));
    }
}
