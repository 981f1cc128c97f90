package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeavingTest {
    /** A process that ends, and says in its last moments whether it knows. */
    static final class Ending {
        private Ending() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.println("at the end " + Leaving.hasBegun())));
            System.out.println("before " + Leaving.hasBegun());
        }
    }

    @Test
    void aProcessKnowsOfItsEndFromTheFirstHookOn() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals("before false\nat the end true\n", said.replace("\r", ""));
        assertEquals(0, process.waitFor());
        assertFalse(Leaving.hasBegun());
    }

    @Test
    void whatFailsBecauseTheContainerGoesDownIsNotTold() {
        RuntimeException invalid = new IllegalStateException("Invalid BundleContext.");
        LaunchException shut =
                new LaunchException(ExitCode.CONTAINER, "the container did not start: BundleException: shutdown");
        assertEquals(Optional.empty(), Main.told(invalid, true));
        assertEquals(Optional.empty(), Main.told(shut, true));
        assertEquals(
                Optional.of("espalier: IllegalStateException: Invalid BundleContext. (the log has the rest)"),
                Main.told(invalid, false));
        assertEquals(Optional.of("espalier: " + shut.getMessage()), Main.told(shut, false));
    }
}
