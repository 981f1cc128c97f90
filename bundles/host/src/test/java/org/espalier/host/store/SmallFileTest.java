package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsLargerThanItsKindEverIsIsRefusedBeforeItIsRead() throws IOException {
        Path file = folder.resolve("base.txt");
        Files.writeString(file, "/home/a\n");
        assertEquals("/home/a\n", SmallFile.text(file));
        assertEquals(8, SmallFile.bytes(file, 8).length);
        assertEquals(
                file + ": has 8 bytes; such a file has at most 7",
                assertThrows(IOException.class, () -> SmallFile.bytes(file, 7)).getMessage());
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 40);
        }
        assertEquals(
                file + ": has 1099511627776 bytes; such a file has at most 1048576",
                assertThrows(IOException.class, () -> SmallFile.text(file)).getMessage());
    }
}
