package org.espalier.benchmarks.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.benchmarks.PlainRun;
import org.espalier.benchmarks.operators.TorchWeights;
import org.espalier.data.text.TextSource;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;

/** The first losses of a small GPT on a text's windows of 128 bytes in their order, batches of 8, plain Adam at 1e-3, beside PyTorch's. */
final class GptParity {
    private static final int BATCH = 8;
    private final Path fixtures;

    GptParity(Path fixtures) {
        this.fixtures = fixtures;
    }

    /** Prints every step; the largest relative difference. */
    double worst(JsonNode recorded, int workers)
            throws IOException, DataException, InterruptedException, PluginFaultException, DivergedException {
        TorchWeights initial = TorchWeights.read(fixtures.resolve("data/init/gpt_d128_L4_s0"));
        TextSource source = new TextSource();
        TextSource.Settings text =
                PlainRun.settings(source.settings(), Map.of("file", "data/text/tinyshakespeare.txt", "context", 128));
        Map<String, Object> sizes = Map.of("layers", 4, "heads", 4, "width", 128);
        BoundModel model = new BoundModel(new Gpt(), PlainRun.settings(GptSettings.class, sizes));
        BoundLoss loss = new BoundLoss(new CrossEntropy(), new CrossEntropy.Settings());
        double worst = 0;
        try (Dataset data = source.open(text, new Base(fixtures));
                Trainer trainer = PlainRun.begin(
                        "gpt", model, loss, data, BATCH, 1e-3, 1, workers, revision -> write(initial, revision))) {
            for (int step = 0; step < recorded.size(); step++) {
                worst = Math.max(worst, Parity.print("gpt", "step " + (step + 1), trainer.step(), recorded.get(step)));
            }
        }
        return worst;
    }

    private static void write(TorchWeights weights, Revision revision) {
        for (TorchWeights.Entry entry : weights.entries()) {
            if (!entry.name().equals("mask")) {
                Tensor tensor = revision.tensor(ownName(entry.name()));
                boolean table = entry.name().equals("pos") || entry.name().equals("tok.weight");
                float[] values = table ? entry.values() : entry.transposed();
                System.arraycopy(values, 0, tensor.values(), 0, tensor.values().length);
                tensor.publish();
            }
        }
    }

    private static String ownName(String name) {
        return name.replaceFirst("^tok", "wte")
                .replaceFirst("^pos$", "wpe.weight")
                .replaceFirst("^ln\\.", "ln_f.")
                .replaceFirst("^blocks", "h")
                .replaceFirst("\\.l([12])\\.", ".ln_$1.")
                .replaceFirst("\\.qkv\\.", ".attn.c_attn.")
                .replaceFirst("\\.o\\.", ".attn.c_proj.")
                .replaceFirst("\\.f1\\.", ".mlp.c_fc.")
                .replaceFirst("\\.f2\\.", ".mlp.c_proj.");
    }

    private record Base(Path base) implements DataContext {
        @Override
        public Path cache() {
            return base;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void progress(String what, long done, long total) {
            // A mapping takes no time.
        }
    }
}
