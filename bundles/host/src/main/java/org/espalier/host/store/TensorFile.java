package org.espalier.host.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds: named tensors in order, and named texts.
 *
 * <p>The format: eight bytes, little-endian, with the length of a JSON header; the header, with type, shape and place of each
 * tensor; the raw little-endian entries. Other tools read it.
 *
 * @param tensors  name to tensor
 * @param metadata name to text
 */
public record TensorFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /** The name in the header under which the texts stand; no tensor may have it. */
    static final String METADATA = "__metadata__";

    /** A content with copies of the maps, but not of the arrays. */
    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor may be named " + METADATA);
        }
    }

    /** Writes the whole file. */
    public void write(OutputStream out) throws IOException {
        TensorWriter.write(this, out);
    }

    /**
     * Reads a whole file. Nothing is allocated for what the file only claims to hold.
     *
     * @throws TensorFileException if it is no safetensors file, holds types other than F32, F64, I32, I64, or its header does
     *     not fit its length to the byte
     * @throws IOException if it cannot be read
     */
    public static TensorFile read(Path file) throws IOException {
        return TensorReader.read(file);
    }
}
