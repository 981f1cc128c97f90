package org.espalier.host.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final Guard guard = new Guard("test");

    @Test
    void callsRunOnOneThreadThatIsNotTheCallers() throws Exception {
        Thread first = guard.call(LONG, Thread::currentThread);
        assertNotSame(Thread.currentThread(), first);
        assertSame(first, guard.call(LONG, Thread::currentThread));
    }

    @Test
    void workIsHandedBackToTheCaller() throws Exception {
        Thread caller = Thread.currentThread();
        assertSame(caller, guard.call(LONG, () -> guard.onCaller(Thread::currentThread)));
    }

    @Test
    void whatACallThrowsIsAFaultWithItsCause() {
        var fault = assertThrows(
                PluginFaultException.class,
                () -> guard.call(LONG, () -> {
                    throw new StackOverflowError("too deep");
                }));
        assertEquals("threw java.lang.StackOverflowError: too deep", fault.getMessage());
    }

    @Test
    void aThreadThatMissesItsDeadlineIsGivenUpAndTheNextCallGetsAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Thread> hung = new AtomicReference<>();
        assertThrows(
                PluginFaultException.class,
                () -> guard.call(Duration.ofMillis(30), () -> {
                    hung.set(Thread.currentThread());
                    release.await();
                    return 1;
                }));
        assertNotSame(hung.get(), guard.call(LONG, Thread::currentThread));
        release.countDown();
        hung.get().join(10_000);
        assertEquals(false, hung.get().isAlive());
    }
}
