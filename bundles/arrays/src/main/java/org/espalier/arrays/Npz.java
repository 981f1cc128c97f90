package org.espalier.arrays;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What NumPy's archives of arrays hold: float32 arrays by name, and texts as arrays of bytes.
 *
 * <p>An archive is a zip of .npy files. What is written is stored, not compressed, and bears no date, so that equal arrays are
 * equal files; {@code numpy.load} reads it without pickle. What is read must be stored, too, as {@code numpy.savez} leaves it:
 * nothing is unpacked, so no file becomes larger than it is.
 *
 * @param arrays name to array, in order
 * @param texts  name to UTF-8 text
 */
public record Npz(Map<String, Array> arrays, Map<String, String> texts) {
    private static final int CHUNK = 1 << 20;

    /** A content with copies of the maps, but not of the arrays. */
    public Npz {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /**
     * An array.
     *
     * @param shape  sizes of the axes
     * @param values c-order, their product many
     */
    public record Array(int[] shape, float[] values) {}

    /** Writes the whole archive: the texts first, then the arrays. */
    public void write(OutputStream out) throws IOException {
        ZipStore zip = new ZipStore(out);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            byte[] header = Npy.header(NpyType.UINT8.descr(), new int[] {bytes.length});
            zip.add(text.getKey() + ZipIndex.NPY, sink -> {
                sink.take(header, header.length);
                sink.take(bytes, bytes.length);
            });
        }
        for (Map.Entry<String, Array> array : arrays.entrySet()) {
            zip.add(array.getKey() + ZipIndex.NPY, sink -> put(array.getValue(), sink));
        }
        zip.finish();
    }

    private static void put(Array array, ZipStore.Sink sink) throws IOException {
        byte[] header = Npy.header(NpyType.FLOAT32.descr(), array.shape());
        sink.take(header, header.length);
        float[] values = array.values();
        byte[] bytes = new byte[(int) Math.min(CHUNK, (long) values.length * Float.BYTES)];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - at);
            chunk.clear().asFloatBuffer().put(values, at, count);
            sink.take(bytes, count * Float.BYTES);
        }
    }

    /**
     * Reads a whole archive. Nothing is allocated for what the file only claims to hold, and every CRC-32 must hold.
     *
     * @throws NpyException if it is no such archive, is compressed, or holds other types than float32 and bytes
     * @throws IOException  if it cannot be read
     */
    public static Npz read(Path file) throws IOException {
        try (FileChannel channel = NpyHeader.open(file)) {
            Map<String, Array> arrays = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            for (ZipIndex.Member member : ZipIndex.read(file, channel)) {
                checkSum(file, channel, member);
                NpyHeader header;
                try {
                    header = NpyHeader.read(file, channel, member.at(), member.length());
                } catch (NpyException e) {
                    throw new NpyException(file, member.name() + ": " + e.field(), e.offset(), e.why());
                }
                if (header.type() == NpyType.UINT8) {
                    texts.put(member.name(), text(file, channel, header, member.name()));
                } else if (header.type() == NpyType.FLOAT32) {
                    arrays.put(member.name(), array(channel, header));
                } else {
                    String why = header.type().descr() + "; arrays are read as <f4 alone, save x.astype('float32')";
                    throw new NpyException(file, member.name() + ": descr", member.at(), why);
                }
            }
            return new Npz(arrays, texts);
        }
    }

    private static Array array(FileChannel channel, NpyHeader header) throws IOException {
        float[] values = new float[Npy.length(header, header.elements())];
        Npy.read(channel, header, 0, values);
        int[] shape = new int[header.shape().length];
        for (int axis = 0; axis < shape.length; axis++) {
            // Beyond an int only beside an axis of no entries.
            shape[axis] = (int) Math.min(Integer.MAX_VALUE, header.shape()[axis]);
        }
        return new Array(shape, values);
    }

    private static String text(Path file, FileChannel channel, NpyHeader header, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Npy.length(header, header.elements()));
        fill(file, channel, header.dataAt(), bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new NpyException(file, name, header.dataAt(), "is not UTF-8 text");
        }
    }

    private static void checkSum(Path file, FileChannel channel, ZipIndex.Member member) throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, member.length()));
        for (long at = 0; at < member.length(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), member.length() - at));
            fill(file, channel, member.at() + at, chunk);
            sum.update(chunk.flip());
        }
        if (sum.getValue() != member.crc()) {
            throw new NpyException(file, member.name(), member.at(), "its CRC-32 is not that of the archive's index");
        }
    }

    static void fill(Path file, FileChannel channel, long from, ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position() - start) < 0) {
                throw new NpyException(file, "data", from, "the file was cut while it was read");
            }
        }
    }
}
