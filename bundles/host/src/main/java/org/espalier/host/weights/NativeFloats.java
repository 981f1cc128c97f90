package org.espalier.host.weights;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A block of native float32 memory, 64-byte aligned and zeroed at birth, with an array over it. */
public final class NativeFloats implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final AtomicLong HELD = new AtomicLong();
    private final FloatPointer memory;
    private final FloatPointer start;
    private final INDArray array;
    private final long bytes;
    private boolean closed;

    /** A zeroed c-order block of that shape; no axis for a scalar. */
    public static NativeFloats zeros(long... shape) {
        return new NativeFloats(shape.length == 0 ? new long[] {1} : shape);
    }

    private NativeFloats(long[] shape) {
        long length = 1;
        for (long axis : shape) {
            length = Math.multiplyExact(length, axis);
        }
        int slack = ALIGNMENT / Float.BYTES;
        this.memory = new FloatPointer(length + slack);
        this.bytes = (length + slack) * Float.BYTES;
        long misaligned = memory.address() % ALIGNMENT;
        long skip = misaligned == 0 ? 0 : (ALIGNMENT - misaligned) / Float.BYTES;
        // A pointer of its own at position 0: memset counts a position in bytes.
        this.start = memory.getPointer(skip);
        Pointer.memset(start, 0, length * Float.BYTES);
        this.array = length == 0
                ? Nd4j.empty(DataType.FLOAT)
                : Nd4j.create(Nd4j.createBuffer(start, length, DataType.FLOAT), shape, strides(shape), 0, 'c');
        HELD.addAndGet(bytes);
    }

    /** Bytes of all blocks of this process that are not closed. */
    public static long held() {
        return HELD.get();
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /** Copies an array's values in c-order to as many floats; where it is no view of a larger one, nothing is allocated but a pointer. */
    public static void read(INDArray array, float[] into) {
        INDArray plain = contiguous(array) ? array : array.dup('c');
        new FloatPointer(plain.data().addressPointer()).get(into, 0, into.length);
        // A pointer does not keep the memory of a copy, which goes with its array.
        Reference.reachabilityFence(plain);
    }

    /** Whether an array's values lie one after another in c-order, from the beginning of its memory. */
    public static boolean contiguous(INDArray array) {
        long stride = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            if (array.size(axis) != 1 && array.stride(axis) != stride) {
                return false;
            }
            stride *= array.size(axis);
        }
        return array.offset() == 0;
    }

    /** The array over the block. */
    public INDArray array() {
        return array;
    }

    /** A pointer to the first float that nobody else moves: one per thread. */
    public FloatPointer cursor() {
        return start.getPointer(0);
    }

    /** Gives the memory back at once; the array must not be used any more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.close();
            HELD.addAndGet(-bytes);
        }
    }
}
