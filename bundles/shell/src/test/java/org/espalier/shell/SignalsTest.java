package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SignalsTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theFirstSignalAsksAndTheSecondEndsAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Interrupts.Listening listening = new Signals(ended::countDown).listen(asked::countDown)) {
            terminate();
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            assertTrue(ended.getCount() == 1);
            terminate();
            assertTrue(ended.await(10, TimeUnit.SECONDS));
        }
    }

    /** TERM, since INT is ignored for good in whatever a shell has put into the background. */
    private static void terminate() throws Exception {
        new ProcessBuilder(
                        "kill", "-TERM", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }
}
