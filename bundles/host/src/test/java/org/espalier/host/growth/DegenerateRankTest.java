package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.Trainer;
import org.espalier.layers.Activation;
import org.espalier.models.mlp.Mlp;
import org.espalier.models.mlp.MlpSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.optimizers.Sgd;
import org.espalier.settings.SettingsBinding;
import org.espalier.zero.Kernel;
import org.espalier.zero.Output;
import org.espalier.zero.Scale;
import org.espalier.zero.Widening;
import org.espalier.zero.Zero;
import org.espalier.zero.ZeroSettings;
import org.junit.jupiter.api.Test;

/**
 * How far a perceptron's hidden matrix moves away from the identity, as a rank (Zhao et al., arXiv 2110.12661, section 2): born by partial
 * identities, by no more than its inputs; by ZerO, by more. It takes a relu whose slope at zero is zero.
 */
class DegenerateRankTest {
    private static final int INPUTS = 32;
    private static final int CLASSES = 10;
    private static final double TOLERANCE = 1e-4;

    /** What a run ends with. */
    private record End(double loss, float[] hidden, int width) {
        /** Singular values of W − I above the authors' tolerance. */
        int rank() {
            double[][] gram = new double[width][width];
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    for (int k = 0; k < width; k++) {
                        gram[i][j] += moved(i, k) * moved(j, k);
                    }
                }
            }
            int rank = 0;
            for (double square : SymmetricEigenvalues.valuesOf(gram)) {
                rank += square > TOLERANCE * TOLERANCE ? 1 : 0;
            }
            return rank;
        }

        double moved(int i, int j) {
            return hidden[i * width + j] - (i == j ? 1 : 0);
        }
    }

    private static End train(Widening widening, Output output, int width) throws Exception {
        ZeroSettings zero = new ZeroSettings(Scale.PAPER, widening, Kernel.CENTRE, output, 0.02);
        MlpSettings mlp =
                new MlpSettings(Variant.PLAIN, Activation.RELU, width, List.of(), 2, 1024, 2, 0, 0, Optional.empty());
        BoundOptimizer sgd = new BoundOptimizer(
                new Sgd(), SettingsBinding.bind(Sgd.Settings.class, Map.of("lr", 0.05), "optimizer"));
        TinyRun run = new TinyRun()
                .data(new Blobs())
                .epochs(8)
                .model(new BoundModel(new Mlp(), mlp))
                .optimizers(p -> sgd, p -> 0.05)
                .births(new Births(1, Optional.of(new BoundInitializer(new Zero(), zero))));
        try (Trainer trainer = run.begin(new RecordedLog())) {
            while (!trainer.finished()) {
                trainer.step();
            }
            var revision = trainer.state().revision;
            double loss = trainer.evaluate(Split.TRAIN, revision.dims()).loss();
            return new End(loss, revision.tensor("hidden1.weight").values().clone(), width);
        }
    }

    @Test
    void bornByPartialIdentitiesUnitsBeyondTheInputsAreDeadAndTheRankStaysBelowThem() throws Exception {
        End narrow = train(Widening.IDENTITY, Output.RULE, 64);
        End wide = train(Widening.IDENTITY, Output.RULE, 128);
        for (End end : List.of(narrow, wide)) {
            assertEquals(INPUTS, end.rank());
            for (int i = 0; i < end.width; i++) {
                for (int j = i < INPUTS ? INPUTS : 0; j < end.width; j++) {
                    assertEquals(0, end.moved(i, j), "nothing beyond the inputs ever moves: " + i + ", " + j);
                }
            }
        }
        assertEquals(narrow.loss, wide.loss, 1e-6 * narrow.loss, "and width is of no use");
    }

    @Test
    void bornByZerOTheRankGoesBeyondTheInputs() throws Exception {
        int rank = train(Widening.HADAMARD, Output.RULE, 128).rank();
        assertTrue(rank > INPUTS, "rank " + rank);
    }

    /** Units that agree in the last five bits of their index hear the same, and only outputs that differ tell them apart. */
    @Test
    void withOutputsThatAreZeroUnitsBornAlikeStayAlike() throws Exception {
        End end = train(Widening.HADAMARD, Output.ZERO, 128);
        assertEquals(INPUTS, end.rank());
    }

    /** Ten blobs of non-negative numbers, and which one each is from. */
    private static final class Blobs implements Dataset {
        @Override
        public int count(Split split) {
            return split == Split.TRAIN ? 1000 : 10;
        }

        @Override
        public Dims dims() {
            return Dims.of();
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {INPUTS};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return new int[] {CLASSES};
        }

        @Override
        public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            int label = index % CLASSES;
            RandomStream centre = RandomStream.of(5, "centres").at(label);
            RandomStream random = RandomStream.of(5, split.name()).at(index);
            for (int i = 0; i < INPUTS; i++) {
                input[inputAt + i] = (float) Math.abs(centre.normal(i) + 0.7 * random.normal(i));
            }
            for (int c = 0; c < CLASSES; c++) {
                target[targetAt + c] = c == label ? 1 : 0;
            }
        }

        @Override
        public DatasetCard card() {
            return DatasetCard.of("blobs", "x", "y");
        }

        @Override
        public void close() {}
    }
}
