package org.espalier.benchmarks.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Split;
import org.espalier.arrays.Npy;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.OperatorRun;
import org.espalier.benchmarks.operators.TorchWeights;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;

/**
 * Compares the first twenty losses, and the test error after them, with those of the same operators in PyTorch; of a GPT the losses alone.
 *
 * <p>A folder of fixtures holds {@code data/init} (initial weights), {@code data/pde} (fields), {@code data/text} (text) and {@code baselines/results/parity.json}
 * (the recorded losses). Batches of 20 in file order, Adam at 1e-3, every second grid point, scalings (a − 7.5)/4.5 and 100 u for Darcy
 * and none for Burgers.
 */
public final class Parity {
    private static final int STEPS = 20;
    private static final int TEST = 200;
    private static final int STRIDE = 2;
    private static final int WORKERS = 2;
    private final Path fixtures;
    private final JsonNode recorded;
    private boolean agreed = true;

    private Parity(Path fixtures) throws IOException {
        this.fixtures = fixtures;
        this.recorded = new ObjectMapper()
                .readTree(fixtures.resolve("baselines/results/parity.json").toFile());
    }

    /** What turns stored numbers into the network's: (v − shift) · scale. */
    private record Scaling(float shift, float scale) {
        static final Scaling NONE = new Scaling(0, 1);

        float of(float value) {
            return (value - shift) * scale;
        }
    }

    /** A file of fields and its scaling. */
    private record Source(String file, Scaling scaling) {}

    /**
     * Prints all comparisons.
     *
     * @return whether they agree within their tolerances
     */
    public static boolean run(Path fixtures)
            throws IOException, DataException, InterruptedException, PluginFaultException, DivergedException {
        Parity parity = new Parity(fixtures);
        parity.compare(
                new OperatorCase("darcy", 2, 32, 20, 12, 20),
                "fno_darcy_w20_m12_s0",
                new Source("darcy_a.npy", new Scaling(7.5f, 1 / 4.5f)),
                new Source("darcy_u.npy", new Scaling(0, 100)),
                1e-3);
        parity.compare(
                new OperatorCase("burgers", 1, 256, 32, 16, 20),
                "fno_burgers_w32_m16_s0",
                new Source("burgers_nu0.1_u0.npy", Scaling.NONE),
                new Source("burgers_nu0.1_u1.npy", Scaling.NONE),
                5e-3);
        double gpt = new GptParity(fixtures).worst(parity.recorded.get("gpt_shakespeare"), WORKERS);
        parity.judge("gpt", gpt, 1e-3);
        return parity.agreed;
    }

    private void judge(String name, double worst, double tolerance) {
        boolean within = worst <= tolerance;
        System.out.printf(
                Locale.ROOT,
                "%s: largest relative difference %.2e, tolerance %.0e: %s%n%n",
                name,
                worst,
                tolerance,
                within ? "agrees" : "DIFFERS");
        agreed &= within;
    }

    private void compare(OperatorCase operator, String weights, Source input, Source target, double tolerance)
            throws IOException, PluginFaultException, DivergedException {
        FieldArrays data =
                new FieldArrays(operator, read(operator, input), read(operator, target), STEPS * operator.batch());
        TorchWeights initial = TorchWeights.read(fixtures.resolve("data/init").resolve(weights));
        String key = "fno_" + operator.name();
        try (Trainer trainer = OperatorRun.begin(operator, data, initial, 1e-3, 1, WORKERS)) {
            double worst = 0;
            for (int step = 0; step < STEPS; step++) {
                worst = Math.max(
                        worst,
                        print(
                                operator.name(),
                                "step " + (step + 1),
                                trainer.step(),
                                recorded.get(key).get(step)));
            }
            double error = trainer.evaluate(Split.TEST, trainer.state().revision.dims())
                    .loss();
            worst = Math.max(worst, print(operator.name(), "test", error, recorded.get(key + "_test_after")));
            judge(operator.name(), worst, tolerance);
        }
    }

    static double print(String name, String what, double own, JsonNode peer) {
        double difference = Math.abs(own - peer.doubleValue()) / Math.abs(peer.doubleValue());
        System.out.printf(
                Locale.ROOT,
                "%-8s %-8s %.7f  PyTorch %.7f  relative difference %.1e%n",
                name,
                what,
                own,
                peer.doubleValue(),
                difference);
        return difference;
    }

    /** The samples of the steps, then the last 200 of the file, at every second point of each axis. */
    private float[] read(OperatorCase operator, Source source) throws IOException {
        Path file = fixtures.resolve("data/pde").resolve(source.file());
        float[] all = Npy.read(file);
        int fine = operator.points() * STRIDE;
        int length = operator.axes() == 1 ? fine : fine * fine;
        int stored = all.length / length;
        int train = STEPS * operator.batch();
        float[] kept = new float[(train + TEST) * operator.length()];
        for (int sample = 0; sample < train + TEST; sample++) {
            int from = (sample < train ? sample : stored - TEST + sample - train) * length;
            for (int i = 0; i < operator.length(); i++) {
                int row = i / operator.points();
                int column = i % operator.points();
                int at = row * STRIDE * fine + column * STRIDE;
                kept[sample * operator.length() + i] = source.scaling().of(all[from + at]);
            }
        }
        return kept;
    }
}
