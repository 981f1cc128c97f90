package org.espalier.benchmarks.numbers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.plugin.RandomStream;
import org.espalier.lns.Bfloat16;
import org.espalier.lns.Bfloat16Settings;
import org.espalier.lns.Fixed;
import org.espalier.lns.FixedFormat;
import org.espalier.lns.FixedSettings;
import org.espalier.lns.Lns;
import org.espalier.lns.LnsFormat;
import org.espalier.lns.LnsMadam;
import org.espalier.lns.LnsSettings;
import org.espalier.lns.Rounding;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.IntMadam;
import org.espalier.optimizers.Madam;

/**
 * Nanoseconds per entry of fitting scales, of rounding and of multiplicative updates, on one thread and in cache, half of the
 * entries zeros as behind a relu: medians of many turns.
 */
public final class RoundingTimes {
    private static final int ROWS = 64;
    private static final int COLUMNS = 512;
    private static final int SIZE = ROWS * COLUMNS;
    private static final int TURNS = 2001;
    private static final List<Site> SITE = List.of(Site.ACTIVATION);
    private static final RandomStream DRAWS = RandomStream.of(1, "rounding");

    private RoundingTimes() {}

    /** Prints the table; true. */
    public static boolean run() {
        System.out.printf("%-28s %8s %8s%n", "ns per entry", "fit", "round");
        rounders().forEach((name, rounder) -> {
            float[] values = values();
            float[] work = values.clone();
            double[] scales = rounder.fit(values);
            double fit = median(() -> rounder.fit(values, scales), () -> {});
            double round = median(
                    () -> rounder.round(work, 0, SIZE, scales, DRAWS),
                    () -> System.arraycopy(values, 0, work, 0, SIZE));
            System.out.printf("%-28s %8.2f %8.2f%n", name, fit, round);
        });
        System.out.printf("%-28s %8s%n", "", "update");
        update("adamw", new AdamW(), new AdamW.Settings(1e-3, 1e-2, 0.9, 0.999, 1e-8));
        update("madam", new Madam(), new Madam.Settings(0.01, 0.999, 10, 3));
        update("lns-madam", new LnsMadam(), new LnsMadam.Settings(1.0 / 128, 128, 0.999, 10, 3));
        update("int-madam", new IntMadam(), new IntMadam.Settings(0.01, 1e-3, 4096, 0.999, 10, 3));
        return true;
    }

    private static float[] values() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) Math.max(0, DRAWS.normal(i));
        }
        return values;
    }

    private static Map<String, Rounder> rounders() {
        Map<String, Rounder> rounders = new LinkedHashMap<>();
        for (int bits : new int[] {5, 8, 12, 16}) {
            for (Rounding rounding : Rounding.values()) {
                LnsFormat format = new LnsFormat(
                        Optional.of(bits), Optional.empty(), Optional.empty(), rounding, Optional.empty());
                LnsSettings settings = new LnsSettings(SITE, format, format, format, format, format, 3);
                rounders.put("lns, " + bits + " bits, " + rounding, rounder(new Lns(), settings));
            }
        }
        for (Rounding rounding : Rounding.values()) {
            FixedFormat format = new FixedFormat(Optional.of(8), Optional.empty(), rounding);
            FixedSettings settings = new FixedSettings(SITE, format, format, format, format, format, 3);
            rounders.put("fixed, 8 bits, " + rounding, rounder(new Fixed(), settings));
            rounders.put("bfloat16, " + rounding, rounder(new Bfloat16(), new Bfloat16Settings(SITE, rounding)));
        }
        return rounders;
    }

    private static <S extends Record> Rounder rounder(NumberSystem<S> system, S settings) {
        return system.prepare(new int[] {ROWS, COLUMNS}, Site.ACTIVATION, settings);
    }

    private static <S extends Record> void update(String name, Optimizer<S> optimizer, S settings) {
        Parameter parameter = Parameter.trained("w", Init.normal(1), Axis.fixed(Role.NORM, SIZE));
        float[] weights = new float[SIZE];
        float[] gradients = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            weights[i] = (float) DRAWS.at(1).normal(i);
            gradients[i] = (float) DRAWS.at(2).normal(i);
        }
        double[] constants = optimizer.constants(parameter, weights, settings);
        float[][] moments = new float[optimizer.moments(settings).size()][SIZE];
        float[] gradient = gradients.clone();
        long[] age = {0};
        try (UpdateRule rule = optimizer.prepare(parameter, settings)) {
            double each = median(
                    () -> rule.update(
                            weights, gradient, moments, 0, SIZE, optimizer.rate(settings), ++age[0], constants),
                    () -> System.arraycopy(gradients, 0, gradient, 0, SIZE));
            System.out.printf("%-28s %8.2f%n", name, each);
        }
    }

    private static double median(Runnable work, Runnable before) {
        long[] times = new long[TURNS];
        for (int turn = -TURNS; turn < TURNS; turn++) {
            before.run();
            long start = System.nanoTime();
            work.run();
            times[Math.max(0, turn)] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[TURNS / 2] / (double) SIZE;
    }
}
