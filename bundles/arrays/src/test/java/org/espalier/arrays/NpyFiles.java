package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of .npy files, sound and otherwise. */
final class NpyFiles {
    private NpyFiles() {}

    /** A file of format 1.0 with this header text, as long as it says, and this data. */
    static byte[] bytes(String header, byte... data) {
        return bytes(1, header, data);
    }

    static byte[] bytes(int major, String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        if (major == 1) {
            all.putShort((short) text.length);
        } else {
            all.putInt(text.length);
        }
        all.put(text).put(data);
        byte[] file = new byte[all.position()];
        all.flip().get(file);
        return file;
    }

    static String header(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.npy"), bytes);
    }
}
