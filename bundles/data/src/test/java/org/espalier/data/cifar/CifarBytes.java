package org.espalier.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.plugin.RandomStream;

/** Files like those of CIFAR-10's binary version, with fewer images. */
public final class CifarBytes {
    private CifarBytes() {}

    /** So many images; labels are 0, 1, 2, … and pixels drawn. */
    static byte[] of(int count, String name) {
        byte[] bytes = new byte[count * 3073];
        RandomStream random = RandomStream.of(1, name);
        for (int image = 0; image < count; image++) {
            for (int i = 0; i < 3073; i++) {
                int at = image * 3073 + i;
                bytes[at] = i == 0 ? (byte) (image % 10) : (byte) random.bits(at);
            }
        }
        return bytes;
    }

    /** The six files, with so many images each. */
    public static void write(Path folder, int each) throws IOException {
        Files.createDirectories(folder);
        for (int batch = 1; batch <= 5; batch++) {
            String name = "data_batch_" + batch + ".bin";
            Files.write(folder.resolve(name), of(each, name));
        }
        Files.write(folder.resolve("test_batch.bin"), of(each, "test"));
    }
}
