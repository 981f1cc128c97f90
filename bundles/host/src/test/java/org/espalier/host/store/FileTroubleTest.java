package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
    private static final Path RUN = Path.of("runs/mini/1");

    private static String line(Throwable failure) {
        return FileTrouble.line(failure, RUN).orElse("");
    }

    @Test
    void aFullDiskIsToldWithTheFolderAndWhatToDo() {
        String full = "runs/mini/1: No space left on device; free space there, then let it go on";
        assertEquals(full, line(new IOException("No space left on device")));
        assertEquals(full, line(new UncheckedIOException(new IOException("No space left on device"))));
        assertEquals(
                "a/journal.jsonl: Disk quota exceeded; free space there, then let it go on",
                line(new FileSystemException("a/journal.jsonl", null, "Disk quota exceeded")));
    }

    @Test
    void whatTheSystemSaysOfAFullDiskIsUnderstood() throws IOException {
        IOException full = assertThrows(IOException.class, () -> {
            try (FileOutputStream out = new FileOutputStream("/dev/full")) {
                out.write(1);
            }
        });
        assertEquals("runs/mini/1: No space left on device; free space there, then let it go on", line(full));
    }

    @Test
    void otherFailuresOfFilesNameThemAndNoClass() {
        assertEquals("a.npy: is not there", line(new NoSuchFileException("a.npy")));
        assertEquals("a.npy: permission denied", line(new AccessDeniedException("a.npy")));
        assertEquals("runs/mini/1: cannot be read or written", line(new IOException()));
        CheckpointException own =
                new CheckpointException(CheckpointException.Reason.CORRUPT, "checkpoints/3", "is no directory");
        assertEquals("checkpoints/3: corrupt: is no directory", line(own));
        assertEquals(Optional.empty(), FileTrouble.line(new IllegalStateException("a bug"), RUN));
    }
}
