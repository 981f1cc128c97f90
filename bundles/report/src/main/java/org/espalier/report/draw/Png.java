package org.espalier.report.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A writer of PNG pictures with a palette of 256 colours. Format: ISO/IEC 15948. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    /**
     * A picture as a {@code data:} address.
     *
     * @param width   pixels per row
     * @param indices colours of the pixels, row by row from the top
     * @param palette 256 colours, 0xRRGGBB
     */
    public static String dataAddress(int width, byte[] indices, int[] palette) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(width, indices, palette));
    }

    static byte[] encode(int width, byte[] indices, int[] palette) {
        int height = indices.length / width;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        // Depth 8, colour type 3 (palette), deflate, the adaptive filters, not interlaced.
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 3, 0, 0, 0})
                        .array());
        ByteBuffer colours = ByteBuffer.allocate(3 * palette.length);
        for (int colour : palette)
            colours.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
        chunk(out, "PLTE", colours.array());
        ByteBuffer rows = ByteBuffer.allocate((width + 1) * height);
        for (int row = 0; row < height; row++) {
            rows.put((byte) 0).put(indices, row * width, width);
        }
        chunk(out, "IDAT", deflated(rows.array()));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
