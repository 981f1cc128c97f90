package org.espalier.host.store;

/** Codes of a few bits each, packed without gaps: code i has bits [i · width, (i + 1) · width) of the whole, a byte's lowest first. */
final class PackedCodes {
    private PackedCodes() {}

    /** Bytes of so many codes; too many for an array if that overflows. */
    static int bytes(int count, int width) {
        return Math.toIntExact(((long) count * width + Byte.SIZE - 1) / Byte.SIZE);
    }

    /**
     * Codes as bytes.
     *
     * @param codes each below 2^width
     * @param width bits of a code, 1 to 31
     * @throws IllegalArgumentException if a code has more bits
     */
    static byte[] pack(int[] codes, int width) {
        checkWidth(width);
        byte[] packed = new byte[bytes(codes.length, width)];
        long bit = 0;
        for (int code : codes) {
            if (code >>> width != 0) {
                throw new IllegalArgumentException(
                        "the code " + Integer.toUnsignedString(code) + " does not fit into " + width + " bits");
            }
            for (int done = 0; done < width; ) {
                int within = (int) (bit % Byte.SIZE);
                packed[(int) (bit / Byte.SIZE)] |= (byte) (code >>> done << within);
                int taken = Math.min(Byte.SIZE - within, width - done);
                done += taken;
                bit += taken;
            }
        }
        return packed;
    }

    /**
     * The codes that were packed.
     *
     * @throws IllegalArgumentException if the bytes are not those of so many codes
     */
    static int[] unpack(byte[] packed, int count, int width) {
        checkWidth(width);
        if (packed.length != bytes(count, width)) {
            throw new IllegalArgumentException(
                    count + " codes of " + width + " bits are " + bytes(count, width) + " bytes, not " + packed.length);
        }
        int[] codes = new int[count];
        long bit = 0;
        for (int i = 0; i < count; i++) {
            for (int done = 0; done < width; ) {
                int within = (int) (bit % Byte.SIZE);
                int taken = Math.min(Byte.SIZE - within, width - done);
                int part = (packed[(int) (bit / Byte.SIZE)] & 0xFF) >>> within & (1 << taken) - 1;
                codes[i] |= part << done;
                done += taken;
                bit += taken;
            }
        }
        return codes;
    }

    private static void checkWidth(int width) {
        if (width < 1 || width > 31) {
            throw new IllegalArgumentException("codes of " + width + " bits are not packed; they have 1 to 31");
        }
    }
}
