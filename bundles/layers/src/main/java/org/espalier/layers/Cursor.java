package org.espalier.layers;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A pointer that can be aimed at any native address, so that a call into BLAS allocates nothing.
 *
 * <p>Its position stays 0: functions that take {@code void*}, such as memset, would count a position in bytes. It frees nothing.
 */
final class Cursor extends FloatPointer {
    Cursor() {
        super((Pointer) null);
    }

    /** This pointer, at that address. */
    Cursor aim(long address) {
        this.address = address;
        return this;
    }
}
