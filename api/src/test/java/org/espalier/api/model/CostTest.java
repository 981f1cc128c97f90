package org.espalier.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    private static final Cost COST = Cost.of(Map.of("first", 100L, "second", 20L), 7);

    @Test
    void aStepIsAForwardPassAndTwiceThatBackOfWhichWhatNeverLearnsTakesOne() {
        assertEquals(2 * 3 * 120, COST.trainingFlops());
        Cost frozen = COST.withFrozen(Map.of("first", 100L, "second", 5L));
        assertEquals(2 * (2 * 105 + 3 * 15), frozen.trainingFlops());
        assertEquals(COST.multiplyAdds(), frozen.multiplyAdds());
        assertEquals(7, frozen.activationBytes());
    }

    @Test
    void partsInWhichNothingIsFrozenAreNotAmongThem() {
        assertEquals(
                Map.of("second", 5L),
                COST.withFrozen(Map.of("first", 0L, "second", 5L)).frozen());
        assertEquals(Map.of(), COST.frozen());
    }

    @Test
    void additionsAreFrozenAndCountAsWhatTheyAreOnlyWhereSomebodyAsks() {
        Cost frozen = COST.withFrozen(Map.of("first", 60L));
        Cost added = frozen.withAdditions(Map.of("first", 60L, "second", 0L));
        assertEquals(Map.of("first", 60L), added.additions());
        assertEquals(frozen.trainingFlops(), added.trainingFlops());
        assertEquals(Map.of(), frozen.additions());
        IllegalArgumentException more =
                assertThrows(IllegalArgumentException.class, () -> frozen.withAdditions(Map.of("first", 61L)));
        assertEquals("61 frozen ones of first cannot be additions, which has 60", more.getMessage());
    }

    @Test
    void moreThanAPartHasCannotBeFrozen() {
        IllegalArgumentException more =
                assertThrows(IllegalArgumentException.class, () -> COST.withFrozen(Map.of("second", 21L)));
        assertEquals("21 multiply–adds of second cannot be frozen, which has 20", more.getMessage());
        IllegalArgumentException other =
                assertThrows(IllegalArgumentException.class, () -> COST.withFrozen(Map.of("third", 1L)));
        assertEquals("1 multiply–adds of third cannot be frozen, which has 0", other.getMessage());
        assertThrows(IllegalArgumentException.class, () -> COST.withFrozen(Map.of("first", -1L)));
    }
}
