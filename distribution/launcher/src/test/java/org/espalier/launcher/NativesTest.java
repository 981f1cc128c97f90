package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    private static final Natives NATIVES =
            new Natives("linux-x86_64", "linux-x86_64-onednn-avx2", List.of("avx2", "fma"));

    @Test
    void aCpuWithEveryFlagIsTaken() {
        assertDoesNotThrow(() -> NATIVES.check("linux-x86_64", Set.of("sse2", "avx2", "fma")));
    }

    @Test
    void theMissingFlagsAreNamed() {
        var refusal = assertThrows(LaunchException.class, () -> NATIVES.check("linux-x86_64", Set.of("sse2", "fma")));
        assertEquals(ExitCode.UNSUPPORTED_MACHINE, refusal.exitCode());
        assertTrue(refusal.getMessage().startsWith("this CPU lacks avx2, "), refusal::getMessage);
    }

    @Test
    void flagsThatTheSystemDoesNotListRefuseNothing() {
        assertDoesNotThrow(() -> NATIVES.check("linux-x86_64", Set.of()));
    }

    @Test
    void anotherPlatformIsRefused() {
        var refusal = assertThrows(LaunchException.class, () -> NATIVES.check("macosx-arm64", Set.of()));
        assertEquals(ExitCode.UNSUPPORTED_MACHINE, refusal.exitCode());
    }

    @Test
    void flagsAreReadFromTheFirstCpu(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("cpuinfo"), "processor\t: 0\nflags\t\t: fpu avx2\nprocessor\t: 1\nflags\t\t: fpu\n");
        assertTrue(Natives.cpuFlags(file).containsAll(Set.of("fpu", "avx2")));
        assertEquals(Set.of(), Natives.cpuFlags(folder.resolve("none")));
    }
}
