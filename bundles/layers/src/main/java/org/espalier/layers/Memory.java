package org.espalier.layers;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/** A block of native float32 memory by address: what BLAS reads and writes. It keeps the array alive that owns the memory. */
@ProviderType
public final class Memory {
    private final INDArray array;
    private final long address;
    private final long length;

    private Memory(INDArray array) {
        this.array = array;
        this.length = array.length();
        this.address = length == 0 ? 0 : addressOf(array);
    }

    /** The memory of an array, which must be float32, c-order and contiguous. */
    public static Memory of(INDArray array) {
        boolean contiguous = array.length() < 2 || array.ordering() == 'c' && !array.isView();
        if (array.dataType() != DataType.FLOAT || !contiguous) {
            throw new IllegalArgumentException("layers need contiguous float32 arrays in c-order, not "
                    + array.shapeInfoToString().replace('\n', ' '));
        }
        return new Memory(array);
    }

    private static long addressOf(INDArray array) {
        Pointer pointer = array.data().addressPointer();
        return pointer.address() + (pointer.position() + array.offset()) * Float.BYTES;
    }

    /** The address of the float at an offset, 0 to length. */
    public long at(long offset) {
        assert offset >= 0 && offset <= length : offset + " of " + length;
        return address + offset * Float.BYTES;
    }

    /** Floats in the block. */
    public long length() {
        return length;
    }

    /** The array that owns the memory. */
    public INDArray array() {
        return array;
    }
}
