package org.espalier.benchmarks.numbers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Dataset;
import org.espalier.api.number.NumberSystem;
import org.espalier.benchmarks.PlainRun;
import org.espalier.benchmarks.TokenArrays;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.peer.Machine;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;
import org.espalier.host.training.Trainer;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.layers.loss.RelativeL2;
import org.espalier.lns.Bfloat16;
import org.espalier.lns.Fixed;
import org.espalier.lns.Lns;
import org.espalier.models.Fno2d;
import org.espalier.models.FnoSettings;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;
import org.espalier.optimizers.AdamW;

/**
 * Time of a training step in numbers of few bits over that in float32: both train the same net in one process, some steps each in
 * turn, by AdamW, at all sites, as their settings are by default.
 */
public final class RoundedSteps {
    /** Most that a step under {@code lns} may take, in steps of float32. */
    private static final double ACCEPTED = 1.35;

    private static final int THREADS = 2;
    private static final int STEPS = 20_000;
    private static final int BATCHES = 8;
    private static final int TURN = 10;
    private static final int ROUNDS = 8;
    private static final Map<String, NumberSystem<?>> SYSTEMS = systems();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private RoundedSteps() {}

    private static Map<String, NumberSystem<?>> systems() {
        Map<String, NumberSystem<?>> systems = new LinkedHashMap<>();
        systems.put("lns", new Lns());
        systems.put("fixed", new Fixed());
        systems.put("bfloat16", new Bfloat16());
        return systems;
    }

    /** A net with its data, trained in a precision. */
    private interface Net {
        Trainer in(Precision precision) throws PluginFaultException;
    }

    /**
     * Prints a row for every net and number system.
     *
     * @param words number systems; {@code lns} if none is named
     * @return whether a step under {@code lns} takes as long as is accepted, or less
     */
    public static boolean run(List<String> words) throws Exception {
        List<String> systems = words.isEmpty() ? List.of("lns") : words;
        System.out.println(
                "| net | precision | ms, least (median) | float32 | ratio of least (medians) | of processor time | others' load |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean held = true;
        for (Map.Entry<String, Net> net : nets().entrySet()) {
            for (String system : systems) {
                double ratio = row(net.getKey(), net.getValue(), system);
                held &= !system.equals("lns") || ratio <= ACCEPTED;
            }
        }
        return held;
    }

    private static Map<String, Net> nets() {
        Map<String, Net> nets = new LinkedHashMap<>();
        nets.put("GPT, 4 × 128, 16 × 128 tokens", precision -> {
            Map<String, Object> sizes = Map.of("layers", 4, "heads", 4, "width", 128);
            Dataset tokens = new TokenArrays(128, 256, BATCHES * 16, STEPS * 16, 16, 7);
            return trainer(
                    new BoundModel(new Gpt(), PlainRun.settings(GptSettings.class, sizes)),
                    new BoundLoss(new CrossEntropy(), new CrossEntropy.Settings()),
                    tokens,
                    16,
                    precision);
        });
        nets.put("FNO, 32², width 20, 12 modes, batch 20", precision -> {
            Map<String, Object> sizes = Map.of("width", 20, "layers", 4, "modes", 12, "max-modes", 12, "hidden", 128);
            Dataset fields = FieldArrays.noise(new OperatorCase("darcy", 2, 32, 20, 12, 20), BATCHES, STEPS, 7);
            return trainer(
                    new BoundModel(new Fno2d(), PlainRun.settings(FnoSettings.class, sizes)),
                    new BoundLoss(new RelativeL2(), new RelativeL2.Settings()),
                    fields,
                    20,
                    precision);
        });
        return nets;
    }

    private static Trainer trainer(BoundModel model, BoundLoss loss, Dataset data, int batch, Precision precision)
            throws PluginFaultException {
        BoundOptimizer optimizer =
                new BoundOptimizer(new AdamW(), PlainRun.settings(AdamW.Settings.class, Map.of("lr", 1e-3)));
        return PlainRun.begin("steps", model, loss, data, batch, optimizer, precision, 1, THREADS);
    }

    private static Precision precision(String name) {
        NumberSystem<?> system = SYSTEMS.get(name);
        if (system == null) {
            throw new IllegalArgumentException("no number system is named " + name + "; there are " + SYSTEMS.keySet());
        }
        BoundNumbers bound = new BoundNumbers(system, PlainRun.settings(system.settings(), Map.of()));
        return new Precision(Optional.of(bound), parameter -> true, 7);
    }

    private static double row(String net, Net maker, String system) throws Exception {
        List<Double> plain = new ArrayList<>();
        List<Double> rounded = new ArrayList<>();
        double[] processor = new double[2];
        double busy;
        double start;
        double own;
        try (Trainer float32 = maker.in(Precision.float32());
                Trainer few = maker.in(precision(system))) {
            turn(float32, new ArrayList<>());
            turn(few, new ArrayList<>());
            busy = Machine.busySeconds();
            own = processorSeconds();
            start = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                processor[0] += turn(float32, plain);
                processor[1] += turn(few, rounded);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double others = Machine.busySeconds() - busy - (processorSeconds() - own);
        double load = Math.max(0, others) / (seconds * Runtime.getRuntime().availableProcessors());
        double ratio = least(rounded) / least(plain);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f (%.1f) | %.1f (%.1f) | **%.2f** (%.2f) | %.2f | %.0f %% |%n",
                net,
                system,
                least(rounded),
                median(rounded),
                least(plain),
                median(plain),
                ratio,
                median(rounded) / median(plain),
                processor[1] / processor[0],
                100 * load);
        return ratio;
    }

    private static double processorSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    /** Some steps; processor seconds that they took. */
    private static double turn(Trainer trainer, List<Double> milliseconds) throws DivergedException {
        double before = processorSeconds();
        for (int step = 0; step < TURN; step++) {
            long start = System.nanoTime();
            trainer.step();
            milliseconds.add((System.nanoTime() - start) / 1e6);
        }
        return processorSeconds() - before;
    }

    private static double least(List<Double> times) {
        return times.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static double median(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
