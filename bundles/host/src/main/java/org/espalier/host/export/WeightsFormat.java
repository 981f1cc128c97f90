package org.espalier.host.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.arrays.Npz;
import org.espalier.host.store.Json;
import org.espalier.host.store.Tensor;
import org.espalier.host.store.TensorFile;

/** How weights are written for others. */
public enum WeightsFormat {
    /** The tensors of checkpoints; texts stand in the header. */
    SAFETENSORS {
        @Override
        void write(Weights weights, OutputStream out) throws IOException {
            new TensorFile(new LinkedHashMap<>(weights.tensors()), weights.texts()).write(out);
        }
    },
    /** NumPy's archive, stored; texts are one JSON object, the bytes of {@value #TEXTS}. */
    NPZ {
        @Override
        void write(Weights weights, OutputStream out) throws IOException {
            Map<String, Npz.Array> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor.Floats> tensor : weights.tensors().entrySet()) {
                arrays.put(
                        tensor.getKey(),
                        new Npz.Array(
                                tensor.getValue().shape(), tensor.getValue().values()));
            }
            new Npz(arrays, Map.of(TEXTS, Json.pretty(weights.texts()))).write(out);
        }
    };

    static final String TEXTS = "__metadata__";

    /** The name in commands and as the ending of files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that name. */
    public static Optional<WeightsFormat> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** Writes a whole file. */
    abstract void write(Weights weights, OutputStream out) throws IOException;
}
