package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTeamTest {
    @Test
    void everyWorkerDoesItsShareOnceEachTime() {
        AtomicIntegerArray calls = new AtomicIntegerArray(3);
        try (WorkerTeam team = new WorkerTeam("test", 3)) {
            for (int i = 0; i < 1_000; i++) {
                team.run(calls::incrementAndGet);
            }
        }
        int[] all = {calls.get(0), calls.get(1), calls.get(2)};
        assertArrayEquals(new int[] {1_000, 1_000, 1_000}, all);
    }

    @Test
    void whatAWorkerThrowsComesWhenAllHaveEndedAndTheTeamGoesOn() {
        AtomicInteger ended = new AtomicInteger();
        try (WorkerTeam team = new WorkerTeam("test", 2)) {
            var thrown = assertThrows(
                    AssertionError.class,
                    () -> team.run(worker -> {
                        ended.incrementAndGet();
                        if (worker == 1) {
                            throw new AssertionError("mine");
                        }
                    }));
            assertEquals("mine", thrown.getMessage());
            assertEquals(2, ended.get());
            team.run(worker -> ended.incrementAndGet());
            assertEquals(4, ended.get());
        }
    }

    @Test
    void anUndeclaredExceptionDoesNotHangTheTeam() {
        try (WorkerTeam team = new WorkerTeam("test", 2)) {
            var thrown = assertThrows(
                    IllegalStateException.class,
                    () -> team.run(worker -> {
                        if (worker == 1) {
                            WorkerTeamTest.<RuntimeException>sneak(new Exception("checked"));
                        }
                    }));
            assertEquals("checked", thrown.getCause().getMessage());
        }
    }

    @SuppressWarnings("unchecked") // what is thrown is no E; that is the point
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
