package org.espalier.host.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array with a shape, in c-order, as safetensors files hold it. The array is not copied. Compared bit for bit. */
public sealed interface Tensor {
    /** Entries per axis, outer to inner; none for a scalar. */
    int[] shape();

    /** Entries in all. */
    int length();

    /** What an entry is. */
    Type type();

    /** Puts entries [from, to) into a little-endian buffer. */
    void put(ByteBuffer to, int from, int end);

    /** Takes entries [from, to) from a little-endian buffer. */
    void get(ByteBuffer from, int begin, int end);

    /** What an entry is; the names are those of the format. */
    enum Type {
        /** float */
        F32(4),
        /** double */
        F64(8),
        /** int */
        I32(4),
        /** long */
        I64(8),
        /** byte */
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of an entry. */
        public int bytes() {
            return bytes;
        }

        /** A tensor of this type with all entries zero. */
        Tensor zeros(int[] shape, int length) {
            return switch (this) {
                case F32 -> new Floats(shape, new float[length]);
                case F64 -> new Doubles(shape, new double[length]);
                case I32 -> new Ints(shape, new int[length]);
                case I64 -> new Longs(shape, new long[length]);
                case U8 -> new Bytes(shape, new byte[length]);
            };
        }
    }

    /** Entries of a shape; ArithmeticException beyond 2^31 − 1. */
    static int count(int[] shape) {
        int product = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a shape of " + Arrays.toString(shape));
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    private static void check(int[] shape, int length) {
        if (count(shape) != length) {
            throw new IllegalArgumentException(length + " entries for a shape of " + Arrays.toString(shape));
        }
    }

    /** Floats. */
    record Floats(int[] shape, float[] values) implements Tensor {
        /** Refuses an array that does not fit the shape. */
        public Floats {
            check(shape, values.length);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Type type() {
            return Type.F32;
        }

        @Override
        public void put(ByteBuffer to, int from, int end) {
            to.asFloatBuffer().put(values, from, end - from);
        }

        @Override
        public void get(ByteBuffer from, int begin, int end) {
            from.asFloatBuffer().get(values, begin, end - begin);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats t && Arrays.equals(shape, t.shape) && SameBits.of(values, t.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
        }
    }

    /** Doubles. */
    record Doubles(int[] shape, double[] values) implements Tensor {
        /** Refuses an array that does not fit the shape. */
        public Doubles {
            check(shape, values.length);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Type type() {
            return Type.F64;
        }

        @Override
        public void put(ByteBuffer to, int from, int end) {
            to.asDoubleBuffer().put(values, from, end - from);
        }

        @Override
        public void get(ByteBuffer from, int begin, int end) {
            from.asDoubleBuffer().get(values, begin, end - begin);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles t && Arrays.equals(shape, t.shape) && SameBits.of(values, t.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
        }
    }

    /** Ints. */
    record Ints(int[] shape, int[] values) implements Tensor {
        /** Refuses an array that does not fit the shape. */
        public Ints {
            check(shape, values.length);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Type type() {
            return Type.I32;
        }

        @Override
        public void put(ByteBuffer to, int from, int end) {
            to.asIntBuffer().put(values, from, end - from);
        }

        @Override
        public void get(ByteBuffer from, int begin, int end) {
            from.asIntBuffer().get(values, begin, end - begin);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ints t && Arrays.equals(shape, t.shape) && Arrays.equals(values, t.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
        }
    }

    /** Bytes. */
    record Bytes(int[] shape, byte[] values) implements Tensor {
        /** Refuses an array that does not fit the shape. */
        public Bytes {
            check(shape, values.length);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Type type() {
            return Type.U8;
        }

        @Override
        public void put(ByteBuffer to, int from, int end) {
            to.duplicate().put(values, from, end - from);
        }

        @Override
        public void get(ByteBuffer from, int begin, int end) {
            from.duplicate().get(values, begin, end - begin);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes t && Arrays.equals(shape, t.shape) && Arrays.equals(values, t.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
        }
    }

    /** Longs. */
    record Longs(int[] shape, long[] values) implements Tensor {
        /** Refuses an array that does not fit the shape. */
        public Longs {
            check(shape, values.length);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Type type() {
            return Type.I64;
        }

        @Override
        public void put(ByteBuffer to, int from, int end) {
            to.asLongBuffer().put(values, from, end - from);
        }

        @Override
        public void get(ByteBuffer from, int begin, int end) {
            from.asLongBuffer().get(values, begin, end - begin);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Longs t && Arrays.equals(shape, t.shape) && Arrays.equals(values, t.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
        }
    }
}
