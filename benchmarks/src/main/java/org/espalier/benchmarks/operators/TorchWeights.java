package org.espalier.benchmarks.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/**
 * Weights of a Fourier neural operator as a PyTorch module holds them: convolutions [out, in, 1(, 1)], spectral weights
 * {@code spec.<i>.P} [k, in, out, re/im] on a line and [±, k1, k2, in, out, re/im] on a plane, where index j of the − block is row
 * −(j + 1) of the transform.
 */
public final class TorchWeights {
    private final List<Entry> entries;

    /**
     * One tensor.
     *
     * @param name   the module's name for it
     * @param shape  its axes
     * @param values c-order
     */
    public record Entry(String name, int[] shape, float[] values) {
        /** The values with the first axis last: [out, in] → [in, out]; those of a bias stay. */
        public float[] transposed() {
            int out = shape[0];
            int in = values.length / out;
            float[] swapped = new float[values.length];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    swapped[i * out + o] = values[o * in + i];
                }
            }
            return swapped;
        }
    }

    private TorchWeights(List<Entry> entries) {
        this.entries = entries;
    }

    /** Weights in a folder of {@code weights.json}, a list of name, shape and offset, and {@code weights.bin}, float32 little-endian. */
    public static TorchWeights read(Path folder) throws IOException {
        FloatBuffer all = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights.bin")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        List<Entry> entries = new ArrayList<>();
        for (JsonNode each :
                new ObjectMapper().readTree(folder.resolve("weights.json").toFile())) {
            int[] shape = new int[each.get("shape").size()];
            int length = 1;
            for (int axis = 0; axis < shape.length; axis++) {
                shape[axis] = each.get("shape").get(axis).intValue();
                length *= shape[axis];
            }
            float[] values = new float[length];
            all.get(each.get("offset").intValue(), values);
            entries.add(new Entry(each.get("name").textValue(), shape, values));
        }
        return new TorchWeights(entries);
    }

    /** Weights drawn as PyTorch would: spectral uniform in [0, 1/width²), others uniform within ±1/√in. */
    public static TorchWeights random(OperatorCase operator, long seed) {
        int width = operator.width();
        int modes = operator.modes();
        List<Entry> entries = new ArrayList<>();
        convolution(entries, operator, "lift", 1 + operator.axes(), width, seed);
        for (int layer = 0; layer < OperatorCase.LAYERS; layer++) {
            int[] shape = operator.axes() == 1
                    ? new int[] {modes, width, width, 2}
                    : new int[] {2, modes, modes, width, width, 2};
            entries.add(draw("spec." + layer + ".P", shape, 0, 1.0 / (width * width), seed));
        }
        for (int layer = 0; layer < OperatorCase.LAYERS; layer++) {
            convolution(entries, operator, "skip." + layer, width, width, seed);
        }
        convolution(entries, operator, "p1", width, OperatorCase.HIDDEN, seed);
        convolution(entries, operator, "p2", OperatorCase.HIDDEN, 1, seed);
        return new TorchWeights(entries);
    }

    private static void convolution(
            List<Entry> entries, OperatorCase operator, String name, int in, int out, long seed) {
        double bound = 1 / Math.sqrt(in);
        int[] shape = operator.axes() == 1 ? new int[] {out, in, 1} : new int[] {out, in, 1, 1};
        entries.add(draw(name + ".weight", shape, -bound, bound, seed));
        entries.add(draw(name + ".bias", new int[] {out}, -bound, bound, seed));
    }

    private static Entry draw(String name, int[] shape, double from, double to, long seed) {
        RandomStream random = RandomStream.of(seed, name);
        int length = 1;
        for (int axis : shape) {
            length *= axis;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (from + (to - from) * random.uniform(i));
        }
        return new Entry(name, shape, values);
    }

    /** The tensors, in the module's order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Writes the weights into a revision of the project's own operator. */
    public void into(Revision revision) {
        int written = 0;
        for (Entry entry : entries) {
            Tensor tensor = revision.tensor(ownName(entry.name()));
            float[] values = entry.name().endsWith(".P") ? complexFirst(entry) : entry.transposed();
            if (values.length != tensor.values().length) {
                throw new IllegalArgumentException(entry.name() + " has " + values.length + " values, "
                        + tensor.parameter() + " wants " + tensor.values().length);
            }
            System.arraycopy(values, 0, tensor.values(), 0, values.length);
            tensor.publish();
            written++;
        }
        if (written != revision.tensors().size()) {
            throw new IllegalArgumentException(
                    written + " tensors for " + revision.tensors().size() + " parameters");
        }
    }

    private static String ownName(String name) {
        return name.replaceFirst("^spec\\.(\\d+)\\.P$", "layer$1.spectral.weight")
                .replaceFirst("^skip\\.(\\d+)", "layer$1.skip")
                .replaceFirst("^p1", "project.hidden")
                .replaceFirst("^p2", "project.out");
    }

    /** […, in, out, re/im] → […, re/im, in, out]. */
    private static float[] complexFirst(Entry entry) {
        int rank = entry.shape().length;
        int block = entry.shape()[rank - 3] * entry.shape()[rank - 2];
        float[] values = new float[entry.values().length];
        for (int from = 0; from < values.length; from += 2 * block) {
            for (int i = 0; i < block; i++) {
                values[from + i] = entry.values()[from + 2 * i];
                values[from + block + i] = entry.values()[from + 2 * i + 1];
            }
        }
        return values;
    }
}
