package org.espalier.host.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.settings.OneLine;

/** The header of a safetensors file. */
record TensorHeader(List<Place> places, Map<String, String> metadata) {
    private static final int MOST_AXES = 32;

    /** One tensor: entries of a type and shape from begin to end, in bytes after the header. */
    record Place(String name, Tensor.Type type, int[] shape, int length, long begin, long end) {}

    static TensorHeader parse(Path file, String json) throws IOException {
        if (!json.startsWith("{")) {
            throw new TensorFileException(file, "offset 8", "the header does not begin with {");
        }
        Map<String, Object> header;
        try {
            header = Json.parse(json);
        } catch (IOException e) {
            throw new TensorFileException(file, "header", String.valueOf(e.getMessage()));
        }
        List<Place> places = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : header.entrySet()) {
            String name = entry.getKey();
            if (!(entry.getValue() instanceof Map<?, ?> fields)) {
                throw new TensorFileException(file, OneLine.plain(name), "is no object");
            }
            if (!name.equals(TensorFile.METADATA)) {
                places.add(new Field(file, OneLine.plain(name)).place(name, fields));
                continue;
            }
            for (Map.Entry<?, ?> text : fields.entrySet()) {
                if (!(text.getValue() instanceof String value)) {
                    throw new TensorFileException(file, name, "holds " + OneLine.of(text.getValue()) + ", not text");
                }
                metadata.put(text.getKey().toString(), value);
            }
        }
        return new TensorHeader(places, metadata);
    }

    /** The reading of one tensor's fields. */
    private record Field(Path file, String shown) {
        Place place(String name, Map<?, ?> fields) throws TensorFileException {
            for (Object key : fields.keySet()) {
                if (!List.of("dtype", "shape", "data_offsets").contains(key)) {
                    throw refuse(OneLine.plain(key.toString()), "is no field of a tensor");
                }
            }
            Tensor.Type type = type(fields.get("dtype"));
            long[] sizes = longs("shape", fields.get("shape"), MOST_AXES);
            long[] offsets = longs("data_offsets", fields.get("data_offsets"), 2);
            if (offsets.length != 2 || offsets[0] > offsets[1]) {
                throw refuse("data_offsets", Arrays.toString(offsets) + " is no begin and end");
            }
            long bytes = bytes(sizes, type);
            if (offsets[1] - offsets[0] != bytes) {
                throw refuse("data_offsets", "holds " + (offsets[1] - offsets[0]) + " bytes, the shape needs " + bytes);
            }
            int[] shape = Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
            return new Place(name, type, shape, (int) (bytes / type.bytes()), offsets[0], offsets[1]);
        }

        private Tensor.Type type(Object value) throws TensorFileException {
            Optional<Tensor.Type> type = Arrays.stream(Tensor.Type.values())
                    .filter(t -> t.name().equals(value))
                    .findFirst();
            if (type.isEmpty()) {
                throw refuse("dtype", OneLine.of(value) + " is not read here; F32, F64, I32, I64 and U8 are");
            }
            return type.get();
        }

        private long bytes(long[] sizes, Tensor.Type type) throws TensorFileException {
            try {
                long entries = 1;
                for (long size : sizes) {
                    entries = Math.multiplyExact(entries, (long) Math.toIntExact(size));
                }
                return Math.multiplyExact((long) Math.toIntExact(entries), type.bytes());
            } catch (ArithmeticException e) {
                throw refuse("shape", Arrays.toString(sizes) + " is more than 2147483647 entries");
            }
        }

        private long[] longs(String field, Object value, int most) throws TensorFileException {
            if (!(value instanceof List<?> list) || list.size() > most) {
                throw refuse(field, OneLine.of(value) + " is no list of at most " + most + " integers");
            }
            long[] longs = new long[list.size()];
            for (int i = 0; i < longs.length; i++) {
                Object element = list.get(i);
                if (!(element instanceof Integer || element instanceof Long) || ((Number) element).longValue() < 0) {
                    throw refuse(field, OneLine.of(element) + " is no integer from 0 to 9223372036854775807");
                }
                longs[i] = ((Number) element).longValue();
            }
            return longs;
        }

        private TensorFileException refuse(String field, String why) {
            return new TensorFileException(file, shown + "." + field, why);
        }
    }
}
