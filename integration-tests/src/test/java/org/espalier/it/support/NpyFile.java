package org.espalier.it.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** .npy files as numpy writes them, and as nobody should; read and written apart from the code under test. */
public record NpyFile(int[] shape, float[] values) {
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([0-9, ]*)\\)");

    public static NpyFile read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);
        String text = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
        Matcher found = SHAPE.matcher(text);
        if (!text.contains("'<f4'") || !text.contains("False") || !found.find())
            throw new IOException(file + ": " + text);
        int[] shape = Arrays.stream(found.group(1).split("[, ]+"))
                .mapToInt(Integer::parseInt)
                .toArray();
        var values = new float[(bytes.limit() - 10 - header) / Float.BYTES];
        bytes.position(10 + header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new NpyFile(shape, values);
    }

    public void write(Path file) throws IOException {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        Files.write(file, bytes("<f4", "False", sizes, data.array()));
    }

    /** A file whose header says this, whatever its data are. */
    public static byte[] bytes(String descr, String fortranOrder, String shape, byte[] data) {
        return bytes(
                "{'descr': '" + descr + "', 'fortran_order': " + fortranOrder + ", 'shape': (" + shape + "), }", data);
    }

    public static byte[] bytes(String header, byte[] data) {
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.writeBytes(ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) padded.length())
                .array());
        out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }

    /** Mean over samples of ‖this − truth‖₂ / ‖truth‖₂, in double precision. */
    public double relativeErrorTo(NpyFile truth) {
        int length = values.length / shape[0];
        double sum = 0;
        for (int sample = 0; sample < shape[0]; sample++) {
            double difference = 0;
            double norm = 0;
            for (int i = sample * length; i < (sample + 1) * length; i++) {
                difference += Math.pow((double) values[i] - truth.values[i], 2);
                norm += Math.pow(truth.values[i], 2);
            }
            sum += Math.sqrt(difference / norm);
        }
        return sum / shape[0];
    }
}
