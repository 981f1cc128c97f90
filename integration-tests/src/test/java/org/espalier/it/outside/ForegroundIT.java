package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ForegroundIT {
    private static final int INTERRUPTED = 128 + 2;
    private static final List<String> SLEEP = List.of("sleep", "60");

    @TempDir
    Path folder;

    @Test
    void aSignalThatIsIgnoredHereReachesACommandThatHasItReset() throws Exception {
        Process deaf = behindAnAmpersand(SLEEP);
        assertTrue(Foreground.isIgnored(Path.of("/proc", Long.toString(deaf.pid()), "status")));
        interrupt(deaf);
        Process hearing = behindAnAmpersand(Foreground.resetting(SLEEP));
        interrupt(hearing);
        assertTrue(hearing.waitFor(10, TimeUnit.SECONDS), "did not hear it");
        assertEquals(INTERRUPTED, hearing.exitValue());
        assertTrue(deaf.isAlive(), "this shows nothing where signals are not ignored");
        deaf.destroyForcibly();
    }

    @Test
    void whatIsIgnoredIsReadFromTheMask() throws Exception {
        Path status = folder.resolve("status");
        assertFalse(Foreground.isIgnored(status));
        Files.writeString(status, "Name:\tjava\nSigBlk:\t0000000000000002\nSigIgn:\t0000000000001004\n");
        assertFalse(Foreground.isIgnored(status));
        Files.writeString(status, "SigIgn:\t8000000000001006\n");
        assertTrue(Foreground.isIgnored(status));
    }

    /** Started as a shell starts what it puts into the background; returns when the command itself has begun. */
    private static Process behindAnAmpersand(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        words.addAll(command);
        Process process = new ProcessBuilder(words).start();
        Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!Files.readString(name).strip().equals("sleep")) {
            if (System.nanoTime() > deadline) throw new AssertionError("still " + Files.readString(name));
            Thread.onSpinWait();
        }
        return process;
    }

    private static void interrupt(Process process) throws Exception {
        String pid = Long.toString(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-INT", pid).start().waitFor());
    }
}
