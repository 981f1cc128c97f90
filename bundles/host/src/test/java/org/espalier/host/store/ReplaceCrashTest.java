package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the replacing of a file, such as that of a run's orders, wherever it can be killed. */
class ReplaceCrashTest {
    private static final byte[] OLD = "{\"step\":1}\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "{\"step\":1}\n{\"step\":2}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    /** Whether the replacing was reported as done; the file holds the old bytes or the new ones, and once reported the new ones. */
    private boolean crash(FaultyDisk disk, boolean power) throws IOException {
        Path file = Files.write(dir.resolve("orders.jsonl"), OLD);
        boolean reported = true;
        try {
            disk.replace(file, NEW);
        } catch (IOException e) {
            assertEquals("the disk is dead", e.getMessage());
            reported = false;
        }
        if (power && disk.renamedUnsynced()) {
            // What a loss of power takes back of a rename is the old file.
            assertTrue(!reported, "reported before the name was on the medium");
            Files.write(file, OLD);
        }
        String left = Files.readString(file);
        assertTrue(reported ? left.equals(text(NEW)) : left.equals(text(OLD)) || left.equals(text(NEW)), left);
        Disk.local().replace(file, NEW);
        assertEquals(text(NEW), Files.readString(file), "what the crash left aside is in nobody's way");
        return reported;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aFileIsReplacedWholeOrNotAtAllWhereverTheDiskDies() throws IOException {
        FaultyDisk sound = FaultyDisk.sound();
        assertTrue(crash(sound, false));
        for (int n = 0; n < sound.log.size(); n++) {
            assertTrue(!crash(FaultyDisk.dyingBeforeOperation(n), false), "operation " + n);
            assertTrue(!crash(FaultyDisk.dyingBeforeOperation(n), true), "operation " + n + ", with loss of power");
        }
        for (int n = 0; n < NEW.length; n++) {
            assertTrue(!crash(FaultyDisk.dyingAfterByte(n), false), "byte " + n);
        }
    }

    @Test
    void theBytesAreOnTheMediumBeforeTheNameAndTheNameBeforeItIsReported() throws IOException {
        FaultyDisk disk = FaultyDisk.sound();
        crash(disk, true);
        assertEquals("sync .tmp-orders.jsonl", disk.log.get(1));
        assertEquals("rename orders.jsonl", disk.log.get(2));
        assertTrue(disk.log.get(3).startsWith("syncdir "));
        assertThrows(IndexOutOfBoundsException.class, () -> disk.log.get(4));
    }
}
