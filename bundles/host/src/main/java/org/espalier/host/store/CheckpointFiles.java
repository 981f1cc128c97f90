package org.espalier.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot as files and back: weights or their codes, moments, births, constants and statistics as safetensors, the rest as JSON.
 *
 * <p>The moments of {@code lift.weight} are the tensors {@code lift.weight#0}, {@code lift.weight#1}; births likewise, one per
 * axis.
 */
final class CheckpointFiles {
    static final String WEIGHTS = "weights.safetensors";
    static final String MOMENTS = "moments.safetensors";
    static final String BIRTHS = "births.safetensors";
    static final String CONSTANTS = "constants.safetensors";
    static final String STATISTICS = "statistics.safetensors";
    static final String STATE = "state.json";
    /** Only of runs whose weights live on a grid; no parameter of which this has codes is among the weights. */
    static final String CODES = "codes.safetensors";

    static final Set<String> REQUIRED = Set.of(WEIGHTS, MOMENTS, BIRTHS, CONSTANTS, STATISTICS, STATE);
    static final Set<String> KNOWN = Set.of(WEIGHTS, MOMENTS, BIRTHS, CONSTANTS, STATISTICS, STATE, CODES);

    private static final int LARGEST_STATE = 1 << 28;

    /** Bytes of a file that a later version has put in. */
    private static final int LARGEST_UNKNOWN = 1 << 30;

    private CheckpointFiles() {}

    /** The files of a snapshot but the manifest, in the order of writing. */
    static Map<String, Disk.Content> write(Snapshot snapshot) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> moments = new LinkedHashMap<>();
        Map<String, Tensor> births = new LinkedHashMap<>();
        Map<String, Tensor> constants = new LinkedHashMap<>();
        Map<String, Tensor> statistics = new LinkedHashMap<>();
        snapshot.parameters().forEach((name, p) -> {
            if (p.codes().isEmpty()) {
                weights.put(name, new Tensor.Floats(p.shape(), p.values()));
            }
            for (int i = 0; i < p.moments().size(); i++) {
                moments.put(
                        name + "#" + i, new Tensor.Floats(p.shape(), p.moments().get(i)));
            }
            for (int i = 0; i < p.births().size(); i++) {
                long[] steps = p.births().get(i);
                births.put(name + "#" + i, new Tensor.Longs(new int[] {steps.length}, steps));
            }
            constants.put(name, doubles(p.constants()));
        });
        snapshot.statistics().forEach((name, values) -> statistics.put(name, doubles(values)));
        // No name of the run, which the manifest has: equal weights are to be equal files.
        Map<String, String> origin =
                Map.of("step", Long.toString(snapshot.position().step()));
        Map<String, Disk.Content> files = new LinkedHashMap<>();
        files.put(WEIGHTS, new TensorFile(weights, origin)::write);
        Map<String, Tensor> codes = CodesFile.write(snapshot.parameters());
        if (!codes.isEmpty()) {
            files.put(CODES, new TensorFile(codes, origin)::write);
        }
        files.put(MOMENTS, new TensorFile(moments, Map.of())::write);
        files.put(BIRTHS, new TensorFile(births, Map.of())::write);
        files.put(CONSTANTS, new TensorFile(constants, Map.of())::write);
        files.put(STATISTICS, new TensorFile(statistics, Map.of())::write);
        byte[] state = Json.pretty(SnapshotJson.write(snapshot)).getBytes(StandardCharsets.UTF_8);
        files.put(STATE, out -> out.write(state));
        snapshot.unread().files().forEach((name, bytes) -> files.put(name, out -> out.write(bytes)));
        return files;
    }

    /** The snapshot of files that were verified against their manifest. */
    static Snapshot read(Path directory, Manifest manifest) throws IOException {
        Map<String, Tensor> weights = tensors(directory, WEIGHTS);
        Map<String, Tensor> coded =
                manifest.files().containsKey(CODES) ? tensors(directory, CODES) : Map.<String, Tensor>of();
        Map<String, Tensor> moments = tensors(directory, MOMENTS);
        Map<String, Tensor> births = tensors(directory, BIRTHS);
        Map<String, Tensor> constants = tensors(directory, CONSTANTS);
        Map<String, SavedParameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Manifest.Entry> entry : manifest.layout().entrySet()) {
            String name = entry.getKey();
            Manifest.Entry said = entry.getValue();
            Optional<SavedCodes> codes = CodesFile.codes(coded, name, Tensor.count(said.shape()));
            Tensor.Floats values = codes.isPresent()
                    ? new Tensor.Floats(said.shape(), codes.get().values())
                    : get(weights, name, WEIGHTS, Tensor.Floats.class);
            if (!Arrays.equals(said.shape(), values.shape())) {
                throw corrupt(
                        WEIGHTS,
                        name + " has shape " + Arrays.toString(values.shape()) + ", the manifest says "
                                + Arrays.toString(said.shape()));
            }
            SavedParameter plain = parameter(name, said, values, moments, births, constants);
            parameters.put(name, plain.on(CodesFile.scales(coded, name), codes));
        }
        Map<String, double[]> statistics = new LinkedHashMap<>();
        Map<String, Tensor> arrays = tensors(directory, STATISTICS);
        for (String name : arrays.keySet()) {
            statistics.put(
                    name, get(arrays, name, STATISTICS, Tensor.Doubles.class).values());
        }
        Map<String, byte[]> extra = new LinkedHashMap<>();
        for (String name : manifest.files().keySet()) {
            if (!KNOWN.contains(name)) {
                extra.put(name, bytes(directory, name, manifest.files().get(name)));
            }
        }
        String state = state(directory, manifest.files().get(STATE));
        try {
            return SnapshotJson.read(state, manifest, parameters, statistics, extra);
        } catch (IOException e) {
            throw corrupt(STATE, String.valueOf(e.getMessage()));
        }
    }

    /** The text of {@code state.json}. */
    static String state(Path directory, Manifest.Stamp said) throws IOException {
        return new String(bytes(directory, STATE, said), StandardCharsets.UTF_8);
    }

    /** A file that holds no arrays, whole. */
    private static byte[] bytes(Path directory, String name, Manifest.Stamp said) throws IOException {
        int most = name.equals(STATE) ? LARGEST_STATE : LARGEST_UNKNOWN;
        if (said.bytes() > most) {
            throw corrupt(name, "has " + said.bytes() + " bytes; at most " + most + " are read");
        }
        try (InputStream in = Files.newInputStream(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) said.bytes() + 1);
            if (bytes.length != said.bytes()) {
                throw corrupt(name, "was changed while it was read");
            }
            return bytes;
        }
    }

    private static SavedParameter parameter(
            String name,
            Manifest.Entry said,
            Tensor.Floats values,
            Map<String, Tensor> moments,
            Map<String, Tensor> births,
            Map<String, Tensor> constants)
            throws CheckpointException {
        List<float[]> momentsOf = new ArrayList<>();
        for (int i = 0; i < said.moments(); i++) {
            Tensor.Floats moment = get(moments, name + "#" + i, MOMENTS, Tensor.Floats.class);
            if (moment.length() != values.length()) {
                throw corrupt(MOMENTS, name + "#" + i + " has " + moment.length() + " entries, not " + values.length());
            }
            momentsOf.add(moment.values());
        }
        List<long[]> birthsOf = new ArrayList<>();
        for (int i = 0; i < said.births(); i++) {
            birthsOf.add(get(births, name + "#" + i, BIRTHS, Tensor.Longs.class).values());
        }
        double[] own = get(constants, name, CONSTANTS, Tensor.Doubles.class).values();
        return new SavedParameter(said.kind(), values.shape(), values.values(), momentsOf, said.names(), birthsOf, own);
    }

    private static Tensor doubles(double[] values) {
        return new Tensor.Doubles(new int[] {values.length}, values);
    }

    private static Map<String, Tensor> tensors(Path directory, String file) throws IOException {
        try {
            return TensorFile.read(directory.resolve(file)).tensors();
        } catch (TensorFileException e) {
            throw corrupt(file, e.where() + ": " + e.why());
        }
    }

    static <T extends Tensor> T get(Map<String, Tensor> tensors, String name, String file, Class<T> type)
            throws CheckpointException {
        Tensor tensor = tensors.get(name);
        if (!type.isInstance(tensor)) {
            throw corrupt(file, tensor == null ? "holds no " + name : name + " is " + tensor.type());
        }
        return type.cast(tensor);
    }

    static CheckpointException corrupt(String file, String why) {
        return new CheckpointException(CheckpointException.Reason.CORRUPT, file, why);
    }
}
