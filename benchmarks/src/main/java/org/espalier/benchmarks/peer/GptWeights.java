package org.espalier.benchmarks.peer;

import org.espalier.api.plugin.RandomStream;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/** First weights of a GPT, the same for both sides: normal, of deviation 0.02. Gains are one and biases zero, as they are born here. */
final class GptWeights {
    private static final double STD = 0.02;

    private GptWeights() {}

    /** A matrix [rows, columns] by the name that it has in {@link GptScript}, whose linear layers are [out, in]. */
    static float[] drawn(String name, int rows, int columns) {
        RandomStream random = RandomStream.of(1, name);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (STD * random.normal(i));
        }
        return values;
    }

    /** Writes all matrices into a newborn revision of the project's own. */
    static void into(Revision revision) {
        for (Tensor tensor : revision.tensors()) {
            int[] shape = tensor.parameter().shape();
            if (shape.length == 2) {
                write(tensor, theirName(tensor.parameter().name()), shape[0], shape[1]);
                tensor.publish();
            }
        }
    }

    /** Tables lie alike on both sides; weights of linear layers are [in, out] here. */
    private static void write(Tensor tensor, String name, int rows, int columns) {
        boolean table = name.equals("wte") || name.equals("wpe");
        float[] drawn = table ? drawn(name, rows, columns) : drawn(name, columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                tensor.values()[i * columns + j] = table ? drawn[i * columns + j] : drawn[j * rows + i];
            }
        }
    }

    private static String theirName(String ours) {
        return ours.replaceFirst("^h\\.(\\d+)\\.", "b$1_")
                .replaceFirst("attn\\.c_attn\\.weight", "qkvw")
                .replaceFirst("attn\\.c_proj\\.weight", "ow")
                .replaceFirst("mlp\\.c_fc\\.weight", "f1w")
                .replaceFirst("mlp\\.c_proj\\.weight", "f2w")
                .replaceFirst("\\.weight$", "");
    }
}
