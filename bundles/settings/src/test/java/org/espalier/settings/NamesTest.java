package org.espalier.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void javaNamesBecomeKebabCase() {
        assertEquals("max-modes", Names.kebab("maxModes"));
        assertEquals("held-out", Names.kebab("HELD_OUT"));
        assertEquals("lr", Names.kebab("lr"));
    }

    @Test
    void swappedLettersCountOnce() {
        assertEquals(1, Names.distance("widht", "width"));
        assertEquals(3, Names.distance("kitten", "sitting"));
        assertEquals(4, Names.distance("", "four"));
    }

    @Test
    void theNearestComeFirstAndFarOnesNotAtAll() {
        assertEquals(List.of("adam", "adamw"), Names.nearest("adam ", List.of("sgd", "adamw", "adam", "madamadam")));
        assertEquals(List.of(), Names.nearest("transformer", List.of("fno1d", "mlp")));
        List<String> losses = List.of("cross-entropy", "h1", "relative-h1", "relative-l2");
        assertEquals(List.of("relative-l2"), Names.nearest("l2", losses));
        assertEquals(List.of("cross-entropy"), Names.nearest("entropy", losses));
        assertEquals(List.of("lr"), Names.nearest("rl", List.of("lr", "id")));
        assertEquals("no such model; there are fno1d, mlp", Names.unknown("model", "gpt", List.of("fno1d", "mlp")));
    }
}
