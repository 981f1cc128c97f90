package org.espalier.host.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static final Path JAR = Path.of("plugins", "a.jar");
    private static final long NEVER = Long.MAX_VALUE;
    private final List<Path> trials = new ArrayList<>();
    private Optional<Trouble> verdict = Optional.of(Trouble.refused("is refused: on purpose", "mend it"));

    private Outstanding patient(long nanos) {
        return new Outstanding(
                List::of,
                jar -> {
                    trials.add(jar);
                    return verdict;
                },
                nanos);
    }

    private static JarFacts facts(long written) {
        JarFacts.Stamp stamp = new JarFacts.Stamp(1000, FileTime.fromMillis(written));
        return new JarFacts(stamp, "org.example.a 1.0.0", Set.of(), Optional.empty());
    }

    @Test
    void aJarThatTheInstallerHasNotGotToIsNotTriedYet() {
        Outstanding outstanding = patient(NEVER);
        assertTrue(outstanding.trouble(JAR, facts(1), false).isEmpty());
        assertTrue(trials.isEmpty());
        assertEquals(verdict, outstanding.trouble(JAR, facts(1), true), "for certain");
    }

    @Test
    void aJarIsTriedOnceForEachOfItsStatesWhateverVersionItNames() {
        Outstanding outstanding = patient(0);
        assertEquals(verdict, outstanding.trouble(JAR, facts(1), false));
        assertEquals(verdict, outstanding.trouble(JAR, facts(1), false));
        assertEquals(1, trials.size());
        verdict = Optional.of(Trouble.refused("is refused: for another reason", "mend it"));
        assertEquals(verdict, outstanding.trouble(JAR, facts(2), false));
    }

    @Test
    void aCorrectedJarHasTheWholePatienceAnew() {
        Outstanding outstanding = patient(NEVER);
        assertEquals(verdict, outstanding.trouble(JAR, facts(1), true));
        assertTrue(outstanding.trouble(JAR, facts(2), false).isEmpty());
        outstanding.keep(Map.of());
        assertTrue(outstanding.trouble(JAR, facts(1), false).isEmpty(), "nothing is kept of a jar that was gone");
    }

    @Test
    void ofAJarThatTheFrameworkWouldTakeNothingIsSaidButThatItIsNotThere() {
        verdict = Optional.empty();
        assertEquals(
                "is not taken in so far",
                patient(0).trouble(JAR, facts(1), false).orElseThrow().why());
    }
}
