package org.espalier.benchmarks.memory;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.espalier.benchmarks.peer.Machine;

/**
 * What the process holds at one moment.
 *
 * @param heap      bytes of live objects, after a collection
 * @param allocated bytes of heap that the live threads have ever allocated
 * @param tracked   bytes of native memory that JavaCPP has handed out
 * @param resident  resident memory in MB
 */
record Footprint(long heap, long allocated, long tracked, long resident) {
    /** The footprint now; collects garbage first. */
    static Footprint now() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(
                heap,
                allocated,
                Pointer.totalBytes(),
                Machine.residentMegabytes(ProcessHandle.current().pid()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "heap %.2f MB, native %.2f MB, resident %d MB", heap / 1e6, tracked / 1e6, resident);
    }
}
