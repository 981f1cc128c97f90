package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.espalier.host.support.OperatorRun;
import org.junit.jupiter.api.Test;

class SteadyMemoryTest {
    /** Small objects of the loop itself; the smallest array of a batch would take twice as much. */
    private static final long BYTES_PER_STEP = 1024;

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    @Test
    void aThousandStepsOfAnOperatorAllocateNextToNothing() throws Exception {
        int warmUp = 300;
        int steps = 1000;
        try (Trainer trainer = OperatorRun.begin(warmUp + steps + 1)) {
            steps(trainer, warmUp);
            long heap = allocated();
            long natives = Pointer.totalBytes();

            steps(trainer, steps);

            long perStep = (allocated() - heap) / steps;
            assertTrue(perStep <= BYTES_PER_STEP, perStep + " bytes of heap per step");
            assertEquals(natives, Pointer.totalBytes(), "bytes of native memory");
        }
    }

    private static void steps(Trainer trainer, int count) throws DivergedException {
        for (int i = 0; i < count; i++) {
            trainer.step();
        }
    }
}
