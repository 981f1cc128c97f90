package org.espalier.host.training;

import java.util.HashMap;
import java.util.Map;

/** Heap memory by length and worker, which whatever is prepared shares, since none of it is used at the same time. One thread. */
final class Scratch {
    private final Map<Long, float[]> arrays = new HashMap<>();

    /** An array of that length; what is in it does not last. */
    float[] floats(int length, int worker) {
        return arrays.computeIfAbsent((long) length << Integer.SIZE | worker, key -> new float[length]);
    }

    void clear() {
        arrays.clear();
    }
}
