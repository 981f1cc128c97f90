package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedGrowthTest {
    private static Map<String, Object> birth(Map<String, Object> dims) {
        return Map.of("kind", "birth", "step", 0, "dims", dims);
    }

    @Test
    void sizesAtBirthAreThoseOfTheJournal() throws Exception {
        RecordedGrowth growth = RecordedGrowth.of(List.of(birth(Map.of("hidden", Map.of("size", 4)))));
        assertTrue(growth.leads());
        assertEquals(Map.of("hidden", 4), growth.birth());
    }

    /** Nothing of it ever grows, and that is its growth. */
    @Test
    void aModelWithoutDimsIsOnRecordLikeAnyOther() throws Exception {
        RecordedGrowth growth = RecordedGrowth.of(List.of(birth(Map.of())));
        assertTrue(growth.leads());
        assertEquals(Map.of(), growth.birth());
        assertEquals(List.of(), growth.after(1));
    }

    @Test
    void aJournalWithoutABirthIsRefusedAndNoRecordLeadsNobody() {
        IOException refused = assertThrows(IOException.class, () -> RecordedGrowth.of(List.of(Map.of("kind", "end"))));
        assertEquals("the journal does not say with what sizes the run was born", refused.getMessage());
        assertFalse(RecordedGrowth.none().leads());
    }
}
