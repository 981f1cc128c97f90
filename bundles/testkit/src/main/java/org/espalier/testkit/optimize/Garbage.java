package org.espalier.testkit.optimize;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** What hot code leaves on the heap. */
final class Garbage {
    /** Bytes per call that are not the call's own: the JVM's books. */
    static final long SLACK = 8;

    private static final int ROUNDS = 100;
    private static final int CALLS = 2_000;

    /** On a busy machine the compiler is long in coming. */
    private static final long NANOS = 5_000_000_000L;

    private Garbage() {}

    /**
     * Bytes that a call allocates once it is compiled: what the interpreter allocates compiled code often does not, so the
     * compiler gets its time.
     *
     * @param call takes the number of the call, from 1
     */
    static long each(IntConsumer call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().getId();
        long each = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (int round = 0; each > SLACK && (round < ROUNDS || System.nanoTime() - start < NANOS); round++) {
            long before = threads.getThreadAllocatedBytes(me);
            for (int i = 1; i <= CALLS; i++) {
                call.accept(i);
            }
            each = (threads.getThreadAllocatedBytes(me) - before) / CALLS;
        }
        return each;
    }
}
