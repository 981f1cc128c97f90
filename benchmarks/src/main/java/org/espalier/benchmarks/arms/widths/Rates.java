package org.espalier.benchmarks.arms.widths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.benchmarks.arms.Arm;
import org.espalier.benchmarks.arms.Claim;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sample;

/** Whether one learning rate of Madam does for networks of four kinds. */
record Rates(Runner runner) {
    private static final double BOUND = 1.05;
    private static final List<Integer> FIRST = List.of(1);

    /** Rates as powers of two, and those powers. */
    private static final Map<String, String> RATES = new LinkedHashMap<>();

    static {
        for (int power = 9; power >= 4; power--) {
            RATES.put(Double.toString(1.0 / (1 << power)), "2^-" + power);
        }
    }

    private enum Job {
        MLP("mlp", "perceptron, digits"),
        RESNET("resnet", "residual network, digits"),
        GPT("gpt", "GPT, bytes"),
        FNO("fno", "Fourier operator, Burgers' equation");

        private final String word;
        private final String title;

        Job(String word, String title) {
            this.word = word;
            this.title = title;
        }

        Arm arm(String rate) {
            Map<String, String> settings = Map.of("optimizer.type", "madam", Rule.RATE, rate);
            return new Arm(
                    "widths-rate-" + word + RATES.get(rate).replace("2^", ""), "widths-" + word + ".yaml", settings);
        }
    }

    /** Trains all: every rate under the first seed, and those that count under all. */
    String part() throws IOException, InterruptedException {
        Map<Job, Map<String, Double>> heldOut = new LinkedHashMap<>();
        for (Job job : Job.values()) {
            Map<String, Double> losses = new LinkedHashMap<>();
            for (String rate : RATES.keySet()) {
                losses.put(
                        rate,
                        Measure.LOSS.heldOut(runner.run(job.arm(rate), FIRST)).mean());
            }
            heldOut.put(job, losses);
        }
        String common = RATES.keySet().stream()
                .min(Comparator.comparingDouble(rate -> worst(rate, heldOut)))
                .orElseThrow();
        StringBuilder text = new StringBuilder(WidthPage.title("One learning rate for Madam", "rates"));
        text.append(
                """
                Madam on all matrices, AdamW at 1e-3 on biases and gains, float32. Validation losses over that of the job's best rate, first seed; the one
                rate for all, **%s**, has the least of the largest of them. Test losses are those of three seeds.

                """
                        .formatted(RATES.get(common)));
        text.append("| job (`benchmarks/jobs/widths-*.yaml`) |");
        RATES.values().forEach(power -> text.append(' ').append(power).append(" |"));
        text.append(" test loss at its best | at ").append(RATES.get(common)).append(" | ratio |\n|---|");
        text.append("---|".repeat(RATES.size() + 3)).append('\n');
        List<String> verdicts = new ArrayList<>();
        for (Job job : Job.values()) {
            String best = best(heldOut.get(job));
            Sample own = Measure.LOSS.test(runner.run(job.arm(best)));
            Sample shared = Measure.LOSS.test(runner.run(job.arm(common)));
            text.append("| ").append(job.title).append(" |");
            RATES.keySet().forEach(rate -> text.append(format(" %.3f |", ratio(rate, heldOut.get(job)))));
            text.append(" %s | %s | %s |%n".formatted(own.text(), shared.text(), format("%.3f", shared.over(own))));
            verdicts.add(format(
                    "- %s, test loss at %s over that at its best rate: %.3f; asked for at most %.2f: %s.%n",
                    job.title, RATES.get(common), shared.over(own), BOUND, Claim.met(shared.over(own) <= BOUND)));
        }
        text.append('\n');
        verdicts.forEach(text::append);
        return text.toString();
    }

    private static String best(Map<String, Double> losses) {
        return losses.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static double ratio(String rate, Map<String, Double> losses) {
        return losses.get(rate) / losses.get(best(losses));
    }

    private static double worst(String rate, Map<Job, Map<String, Double>> heldOut) {
        return heldOut.values().stream()
                .mapToDouble(losses -> ratio(rate, losses))
                .max()
                .orElseThrow();
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
