package org.espalier.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.door.VerbPlaces.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbPlacesTest {
    private static final VerbPlaces PLACES = new VerbPlaces(Map.of(
            "stop", new Rule(Place.RUNNING, "", Place.RUNNING),
            "run", new Rule(Place.OWN, "--detach", Place.SERVING)));

    private static Place of(String... words) {
        return PLACES.of(List.of(words));
    }

    @Test
    void theVerbIsTheFirstWordThatIsNoOptionAndAnOptionMayMoveIt() {
        assertEquals(Place.RUNNING, of("stop", "darcy"));
        assertEquals(Place.RUNNING, of("--stacktrace", "stop"));
        assertEquals(Place.OWN, of("run", "stop"));
        assertEquals(Place.SERVING, of("run", "darcy", "--detach"));
        assertEquals(Place.OWN, of("run", "--", "--detach"));
        assertEquals(Place.OWN, of("predict", "darcy"));
        assertEquals(Place.OWN, of());
    }

    @Test
    void helpNeedsNoContainerThatRuns() {
        assertEquals(Place.OWN, of("stop", "--help"));
        assertEquals(Place.OWN, of("-h", "stop"));
        assertEquals(Place.OWN, of("help", "stop"));
    }

    @Test
    void theFileHoldsThemAndAWrongOneIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("verbs.properties"), PLACES.text());
        assertEquals("run=OWN --detach SERVING\nstop=RUNNING\n", Files.readString(file));
        assertEquals(PLACES, VerbPlaces.read(file));
        for (String wrong : List.of("stop=NOWHERE", "stop=OWN --detach", "stop=")) {
            Files.writeString(file, wrong);
            IOException refusal = assertThrows(IOException.class, () -> VerbPlaces.read(file), wrong);
            assertEquals(
                    file + ": ",
                    refusal.getMessage().substring(0, file.toString().length() + 2));
        }
    }
}
