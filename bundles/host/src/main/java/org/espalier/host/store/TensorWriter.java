package org.espalier.host.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors to the bytes of a safetensors file. */
final class TensorWriter {
    private static final int CHUNK = 1 << 16;
    private static final int ALIGNMENT = 8;

    private TensorWriter() {}

    static void write(TensorFile file, OutputStream out) throws IOException {
        byte[] header = header(file);
        if (header.length > TensorReader.LARGEST_HEADER) {
            throw new IOException("a header of " + header.length + " bytes; at most " + TensorReader.LARGEST_HEADER);
        }
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        byte[] bytes = new byte[CHUNK];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : file.tensors().values()) {
            int size = tensor.type().bytes();
            for (int from = 0; from < tensor.length(); from += CHUNK / size) {
                int end = Math.min(tensor.length(), from + CHUNK / size);
                tensor.put(chunk, from, end);
                out.write(bytes, 0, (end - from) * size);
            }
        }
    }

    /** The header, with blanks at its end so that the entries begin at a multiple of eight. */
    private static byte[] header(TensorFile file) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!file.metadata().isEmpty()) {
            header.put(TensorFile.METADATA, file.metadata());
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : file.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + (long) tensor.length() * tensor.type().bytes();
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("dtype", tensor.type());
            place.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
            place.put("data_offsets", List.of(offset, end));
            header.put(entry.getKey(), place);
            offset = end;
        }
        byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] bytes = Arrays.copyOf(json, padded);
        Arrays.fill(bytes, json.length, padded, (byte) ' ');
        return bytes;
    }
}
