package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnVerbTest {
    private static boolean help(String... arguments) throws LaunchException {
        List<String> words = List.of(arguments);
        return OwnVerb.of(words).orElseThrow().wantsHelp(words);
    }

    @Test
    void onlyDoctorAndVersionAreTheLaunchers() {
        assertEquals(Optional.of(OwnVerb.DOCTOR), OwnVerb.of(List.of("doctor")));
        assertEquals(Optional.of(OwnVerb.VERSION), OwnVerb.of(List.of("--version")));
        assertEquals(Optional.of(OwnVerb.VERSION), OwnVerb.of(List.of("help", "version")));
        for (List<String> words : List.of(List.<String>of(), List.of("help"), List.of("help", "run"), List.of("run"))) {
            assertEquals(Optional.empty(), OwnVerb.of(words));
        }
    }

    @Test
    void helpIsAskedForInEitherOrder() throws LaunchException {
        assertFalse(help("doctor"));
        assertTrue(help("doctor", "--help"));
        assertTrue(help("version", "-h"));
        assertTrue(help("help", "doctor"));
        assertTrue(OwnVerb.DOCTOR.help().startsWith("Usage: espalier doctor "));
    }

    @Test
    void onlyTheDoctorTalksJson() throws LaunchException {
        assertFalse(help("doctor", "--json"));
        assertTrue(help("doctor", "--json", "--help"));
        assertTrue(OwnVerb.wantsJson(List.of("doctor", "--json")));
        assertFalse(OwnVerb.wantsJson(List.of("doctor")));
        assertTrue(OwnVerb.DOCTOR.help().contains("--json"));
        assertFalse(OwnVerb.VERSION.help().contains("--json"));
        assertThrows(LaunchException.class, () -> help("version", "--json"));
        assertThrows(LaunchException.class, () -> help("help", "doctor", "--json"));
    }

    @Test
    void anythingMoreIsRefusedInOneLine() {
        LaunchException refusal = assertThrows(LaunchException.class, () -> help("doctor", "--jsn"));
        assertEquals(ExitCode.BAD_INPUT, refusal.exitCode());
        assertEquals(
                "doctor: takes no argument but --json, '--jsn' is one too many; see espalier doctor --help",
                refusal.getMessage());
        assertThrows(LaunchException.class, () -> help("help", "version", "now"));
        assertThrows(LaunchException.class, () -> help("doctor", "now"));
    }
}
