package org.espalier.host.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.host.store.Json;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Tensor;

/**
 * Weights as they leave a run: tensors by the names of the model's parameters, and texts that say what they are.
 *
 * <p>The texts: {@code espalier-weights} (version of this format), {@code run}, {@code step}, {@code epoch}, {@code revision},
 * {@code job} (YAML), {@code dims} and {@code normaliser} (JSON), where known {@code shapes} (JSON, of one sample), of numbers of
 * few bits {@code scales} (JSON, by parameter and group), and {@code checksum}, the SHA-256 of all the rest.
 *
 * @param tensors parameters in the layout's order
 * @param texts   what they are
 */
public record Weights(Map<String, Tensor.Floats> tensors, Map<String, String> texts) {
    /** The version that is written, and the newest that is read. */
    static final int VERSION = 1;

    static final String FORMAT = "espalier-weights";
    static final String DIMS = "dims";
    static final String NORMALISER = "normaliser";
    static final String CHECKSUM = "checksum";
    private static final String SHAPES = "shapes";
    private static final String SCALES = "scales";
    private static final int CHUNK = 1 << 16;

    /** Weights with copies of the maps, but not of the arrays. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** The weights of a checkpoint of a job, YAML. */
    public static Weights of(Snapshot snapshot, String job) {
        Map<String, Tensor.Floats> tensors = new LinkedHashMap<>();
        snapshot.parameters().forEach((name, p) -> tensors.put(name, new Tensor.Floats(p.shape(), p.values())));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, Integer.toString(VERSION));
        texts.put("run", snapshot.run());
        texts.put("step", Long.toString(snapshot.position().step()));
        texts.put("epoch", Long.toString(snapshot.position().epoch()));
        texts.put("revision", Long.toString(snapshot.revision()));
        texts.put("job", job);
        texts.put(DIMS, Json.line(snapshot.dims()));
        Map<String, Object> normaliser = new LinkedHashMap<>();
        for (String side : List.of("input", "target")) {
            Map<String, Object> moments = new LinkedHashMap<>();
            for (String moment : List.of("mean", "std")) {
                double[] values = snapshot.statistics().getOrDefault(side + "." + moment, new double[0]);
                moments.put(moment, Arrays.stream(values).boxed().toList());
            }
            normaliser.put(side, moments);
        }
        texts.put(NORMALISER, Json.line(normaliser));
        Map<String, Object> scales = new LinkedHashMap<>();
        snapshot.parameters().forEach((name, p) -> {
            if (p.scales().length > 0) {
                scales.put(name, Arrays.stream(p.scales()).boxed().toList());
            }
        });
        if (!scales.isEmpty()) {
            texts.put(SCALES, Json.line(scales));
        }
        return new Weights(tensors, texts);
    }

    /** The same, with what one sample of the data is like. */
    public Weights withShapes(int[] input, int[] target) {
        Map<String, Object> shapes = new LinkedHashMap<>();
        shapes.put("input", Arrays.stream(input).boxed().toList());
        shapes.put("target", Arrays.stream(target).boxed().toList());
        return with(SHAPES, Json.line(shapes));
    }

    private Weights with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(name, text);
        return new Weights(tensors, more);
    }

    /** Writes them, with their checksum. */
    public void write(WeightsFormat format, OutputStream out) throws IOException {
        format.write(with(CHECKSUM, sum()), out);
    }

    /** SHA-256 over texts but the checksum itself, names, shapes and bits, whatever their order in a file. */
    String sum() {
        MessageDigest digest = digest();
        new TreeMap<>(texts).forEach((name, text) -> {
            if (!name.equals(CHECKSUM)) {
                take(digest, name);
                take(digest, text);
            }
        });
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            take(digest, name);
            take(digest, Arrays.toString(tensor.shape()));
            for (int at = 0; at < tensor.length(); at += CHUNK / Float.BYTES) {
                int end = Math.min(tensor.length(), at + CHUNK / Float.BYTES);
                tensor.put(chunk.clear(), at, end);
                digest.update(chunk.limit((end - at) * Float.BYTES));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void take(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
