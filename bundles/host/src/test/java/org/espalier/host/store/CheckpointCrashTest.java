package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the saving of a checkpoint wherever it can be killed; the last complete one must be found, never a mixed one. */
class CheckpointCrashTest {
    @TempDir
    Path dir;

    private int rounds;

    /** Step 100 is saved; saving step 200 and pruning to one dies; returns the disk. */
    private FaultyDisk crash(FaultyDisk disk, boolean power) throws IOException {
        Path checkpoints = Files.createDirectory(dir.resolve("round" + rounds++));
        new Checkpoints(checkpoints, Snapshots.RUN, FaultyDisk.sound()).save(Snapshots.at(100), Map.of());
        boolean saved = false;
        try {
            Checkpoints dying = new Checkpoints(checkpoints, Snapshots.RUN, disk);
            dying.save(Snapshots.at(200), Map.of());
            saved = true;
            dying.keep(1);
        } catch (IOException e) {
            assertEquals("the disk is dead", e.getMessage());
        }
        if (power) {
            disk.losePower();
        }
        Checkpoints after = new Checkpoints(checkpoints, Snapshots.RUN, FaultyDisk.sound());
        Checkpoint found = after.newest();
        long step = found.snapshot().position().step();
        assertTrue(step == 100 || step == 200);
        assertTrue(!saved || step == 200, "what was reported as saved is there");
        assertEquals(Snapshots.at(step), found.snapshot());
        assertEquals(List.of(), found.passedOver());
        goesOn(after, checkpoints);
        return disk;
    }

    private static void goesOn(Checkpoints after, Path checkpoints) throws IOException {
        after.save(Snapshots.at(200), Map.of());
        after.keep(1);
        assertEquals(Snapshots.at(200), after.newest().snapshot());
        try (Stream<Path> left = Files.list(checkpoints)) {
            assertEquals(1, left.count(), "what the crash left behind is swept");
        }
    }

    private void everywhere(LongFunction<FaultyDisk> dying, long end, long stride) throws IOException {
        for (long n = 0; n <= end; n += stride) {
            crash(dying.apply(n), false);
        }
    }

    @Test
    void aCrashBeforeAnyOperationLeavesTheLastCompleteCheckpoint() throws IOException {
        int operations = crash(FaultyDisk.sound(), false).log.size();
        assertTrue(operations > 20);
        everywhere(FaultyDisk::dyingBeforeOperation, operations, 1);
    }

    @Test
    void lossOfPowerBeforeAnyOperationLeavesTheLastCompleteCheckpoint() throws IOException {
        int operations = crash(FaultyDisk.sound(), false).log.size();
        for (int n = 0; n <= operations; n++) {
            crash(FaultyDisk.dyingBeforeOperation(n), true);
        }
    }

    @Test
    void aCrashAfterAnyNumberOfBytesLeavesTheLastCompleteCheckpoint() throws IOException {
        long bytes = crash(FaultyDisk.sound(), false).written;
        assertTrue(bytes > 3_000);
        everywhere(FaultyDisk::dyingAfterByte, bytes, 37);
    }

    @Test
    void nothingIsRenamedBeforeItIsSyncedAndNothingDeletedBeforeTheRenameIs() throws IOException {
        List<String> log = crash(FaultyDisk.sound(), false).log;
        int rename = log.indexOf("rename 200");
        assertEquals("syncdir .tmp-200", log.get(rename - 1));
        assertEquals("sync manifest.json", log.get(rename - 2));
        assertEquals("create manifest.json", log.get(rename - 3));
        assertTrue(log.get(rename + 1).startsWith("syncdir round"));
        assertTrue(log.stream().noneMatch(l -> l.startsWith("delete") && log.indexOf(l) < rename));
    }

    @Test
    void aSavingThatFailsGivesItsSpaceBack() throws IOException {
        Path checkpoints = Files.createDirectory(dir.resolve("full"));
        Disk full = new Disk() {
            private final Disk disk = Disk.local();

            @Override
            public void createDirectory(Path directory) throws IOException {
                disk.createDirectory(directory);
            }

            @Override
            public void write(Path file, Content content) throws IOException {
                if (file.endsWith("state.json")) {
                    throw new IOException("no space left");
                }
                disk.write(file, content);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                disk.rename(from, to);
            }

            @Override
            public void delete(Path path) throws IOException {
                disk.delete(path);
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
                disk.syncDirectory(directory);
            }
        };
        Checkpoints saving = new Checkpoints(checkpoints, Snapshots.RUN, full);
        assertThrows(IOException.class, () -> saving.save(Snapshots.at(1), Map.of()));
        try (Stream<Path> left = Files.list(checkpoints)) {
            assertEquals(0, left.count());
        }
    }
}
