package org.espalier.arrays;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types that are read; all become float32, the widest integers and float64 by rounding to nearest. */
public enum NpyType {
    /** IEEE single precision, little-endian; the only type that is written. */
    FLOAT32("<f4", 4),
    /** IEEE double precision, little-endian. */
    FLOAT64("<f8", 8),
    /** Unsigned bytes. */
    UINT8("|u1", 1),
    /** Signed 32-bit integers, little-endian. */
    INT32("<i4", 4),
    /** Signed 64-bit integers, little-endian. */
    INT64("<i8", 8);

    private final String descr;
    private final int bytes;

    NpyType(String descr, int bytes) {
        this.descr = descr;
        this.bytes = bytes;
    }

    /** NumPy's name for it. */
    public String descr() {
        return descr;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    static Optional<NpyType> of(String descr) {
        return Arrays.stream(values()).filter(t -> t.descr.equals(descr)).findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(NpyType::descr).collect(Collectors.joining(", "));
    }

    /** Decodes count elements from a little-endian buffer. */
    void decode(ByteBuffer from, float[] into, int at, int count) {
        switch (this) {
            case FLOAT32 -> from.asFloatBuffer().get(into, at, count);
            case FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = (float) from.getDouble();
                }
            }
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = from.get() & 0xFF;
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = from.getInt();
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = from.getLong();
                }
            }
        }
    }

    /** The first of count elements that is no finite float32, from 0; −1 if all are. Integers always are. */
    int firstNotFinite(ByteBuffer from, int count) {
        int start = from.position();
        if (this == FLOAT32) {
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(from.getFloat(start + 4 * i))) {
                    return i;
                }
            }
        } else if (this == FLOAT64) {
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite((float) from.getDouble(start + 8 * i))) {
                    return i;
                }
            }
        }
        return -1;
    }
}
