package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    Path runs;

    @Test
    void runsAreNumberedFromOne() throws IOException {
        assertEquals(Optional.empty(), RunDirectory.last(runs, "darcy"));
        RunDirectory first = RunDirectory.create(runs, "darcy");
        assertEquals("darcy/1", first.id());
        assertEquals(runs.toAbsolutePath().resolve("darcy/1"), first.path());
        assertTrue(Files.isDirectory(first.samples()));
        assertEquals("darcy/2", RunDirectory.create(runs, "darcy").id());
        Files.createDirectory(runs.resolve("darcy/10"));
        Files.createDirectory(runs.resolve("darcy/notes"));
        assertEquals("darcy/11", RunDirectory.create(runs, "darcy").id());
        assertEquals(
                List.of(1, 2, 10, 11),
                RunDirectory.all(runs, "darcy").stream()
                        .map(RunDirectory::number)
                        .toList());
    }

    @Test
    void manyAtOnceNeverGetTheSameDirectory() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> create = () -> RunDirectory.create(runs, "darcy").number();
            List<Integer> numbers = new ArrayList<>();
            for (Future<Integer> made : threads.invokeAll(Collections.nCopies(64, create))) {
                numbers.add(made.get());
            }
            assertEquals(64, numbers.stream().distinct().count());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aJobsNameNeverLeadsElsewhere() {
        for (String name : List.of("..", "../x", "/x", "a/b", "", ".x", "a\0")) {
            assertThrows(IllegalArgumentException.class, () -> RunDirectory.create(runs, name), name);
        }
    }

    @Test
    void aRunIsOpenedByItsDirectory() throws IOException {
        RunDirectory run = RunDirectory.create(runs, "darcy");
        assertThrows(NoSuchFileException.class, () -> RunDirectory.open(run.path()));
        run.write("job.yaml", "name: darcy\n");
        assertEquals(run, RunDirectory.open(run.path().resolve("../1")));
        assertThrows(NoSuchFileException.class, () -> RunDirectory.open(runs));
        assertThrows(NoSuchFileException.class, () -> RunDirectory.open(runs.resolve("darcy/2")));
    }

    @Test
    void filesAreReplacedWhole() throws IOException {
        RunDirectory run = RunDirectory.create(runs, "darcy");
        run.write("result.json", "{}");
        run.write("result.json", "{\"a\":1}");
        assertEquals("{\"a\":1}", Files.readString(run.resultFile()));
        try (var files = Files.list(run.path())) {
            assertEquals(3, files.count());
        }
        assertThrows(IllegalArgumentException.class, () -> run.write("../x", ""));
    }

    @Test
    void theCheckpointsOfARunAreItsOwn() throws IOException {
        RunDirectory run = RunDirectory.create(runs, "darcy");
        run.checkpoints(Disk.local()).save(Snapshots.at(3), Map.of());
        assertTrue(Files.isRegularFile(run.path().resolve("checkpoints/3/manifest.json")));
        assertEquals(Snapshots.at(3), run.checkpoints(Disk.local()).newest().snapshot());
    }

    @Test
    void aRunIsTrainedByOneOwnerWithinAProcess() throws IOException {
        Path run = RunDirectory.create(runs, "darcy").path();
        try (RunLock lock = RunLock.acquire(run)) {
            assertEquals(
                    "this process",
                    assertThrows(RunLockedException.class, () -> RunLock.acquire(run))
                            .holder());
            assertEquals(
                    "this process",
                    assertThrows(RunLockedException.class, () -> RunLock.acquire(run.resolve("../1")))
                            .holder());
        }
        RunLock.acquire(run).close();
    }

    @Test
    void aRunIsTrainedByOneProcessAndFreeWhenThatIsKilled() throws Exception {
        Path run = RunDirectory.create(runs, "darcy").path();
        Process other = holder(run);
        try {
            RunLockedException locked = assertThrows(RunLockedException.class, () -> RunLock.acquire(run));
            assertEquals("process " + other.pid(), locked.holder());
            assertTrue(
                    locked.getMessage().endsWith("is being trained by process " + other.pid() + "; stop that first"));
        } finally {
            other.destroyForcibly();
        }
        assertTrue(other.waitFor(20, TimeUnit.SECONDS));
        try (RunLock lock = RunLock.acquire(run)) {
            Process late = holder(run);
            assertTrue(late.waitFor(20, TimeUnit.SECONDS));
            assertFalse(late.exitValue() == 0, "another process cannot have it while this one holds it");
        }
    }

    /** A process that takes the lock, says so, and keeps it until it is killed; it fails if it does not get it. */
    private static Process holder(Path run) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        run.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getInputStream().read();
        return process;
    }

    /** What runs in the other process. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] args) throws Exception {
            try (RunLock lock = RunLock.acquire(Path.of(args[0]))) {
                System.out.println("locked");
                System.out.flush();
                System.in.read();
            }
        }
    }
}
