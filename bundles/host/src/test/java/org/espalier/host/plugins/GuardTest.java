package org.espalier.host.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    @Test
    void whatIsHandedBackDoesNotCountAgainstTheDeadline() throws Exception {
        Duration deadline = Duration.ofMillis(500);
        int answer = guard.call(
                deadline,
                () -> guard.onCaller(() -> {
                    long end = System.nanoTime() + deadline.plusMillis(100).toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return 3;
                }));
        assertEquals(3, answer);
    }

    @Test
    void aCallPastItsDeadlineHandsNothingBackToALaterOne() throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        assertThrows(
                PluginFaultException.class,
                () -> guard.call(Duration.ofMillis(30), () -> {
                    while (given.getCount() > 0) {
                        try {
                            given.await();
                        } catch (InterruptedException e) {
                            // A plugin that ignores interrupts is the worse case.
                        }
                    }
                    try {
                        return guard.onCaller(() -> 1);
                    } catch (IllegalStateException e) {
                        refused.set(e);
                        return 0;
                    } finally {
                        done.countDown();
                    }
                }));
        guard.call(LONG, () -> {
            given.countDown();
            done.await();
            return 1;
        });
        assertEquals("the call has missed its deadline", refused.get().getMessage());
    }

    @Test
    void aPluginThatWaitsIsInterruptedWhenItIsGivenUp() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        assertThrows(
                PluginFaultException.class,
                () -> guard.call(Duration.ofMillis(30), () -> {
                    try {
                        new CountDownLatch(1).await();
                        return 1;
                    } finally {
                        ended.countDown();
                    }
                }));
        assertEquals(true, ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void onlyTheCalledThreadMayHandBack() {
        assertThrows(IllegalStateException.class, () -> guard.onCaller(() -> 1));
    }
}
