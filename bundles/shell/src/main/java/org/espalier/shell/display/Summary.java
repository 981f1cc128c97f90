package org.espalier.shell.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.RunStatus;

/** What is said once a run has ended: test errors by resolution, and what the run took. */
public final class Summary {
    private final Glyphs glyphs;
    private int axes = 1;
    private long from = Long.MAX_VALUE;
    private Map<String, Double> figures = Map.of();

    /** A summary of a run that is still to be followed. */
    public Summary(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** Takes from an event what the end will need. */
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Began began) {
            axes = began.axes();
            from = began.step();
        }
        if (event instanceof RunEvent.Ended ended) figures = ended.figures();
    }

    /** Whether it got any further than where it began; one that did not fails again if nothing is mended. */
    public boolean progressed(long step) {
        return step > from;
    }

    /**
     * The lines; why it failed is for whoever complains.
     *
     * <pre>
     * test error
     *   32²  .0412  trained
     *   64²  .0498  never seen
     * finished  0:41  81k params  3.2 Tflop
     * </pre>
     */
    public List<String> lines(RunResult result) {
        List<String> lines = new ArrayList<>();
        if (!result.tests().isEmpty()) lines.add("test error");
        int width = result.tests().stream()
                .mapToInt(test -> size(test).length())
                .max()
                .orElse(0);
        for (TestLoss test : result.tests()) {
            String size = size(test);
            lines.add(("  " + size + " ".repeat(width - size.length()) + "  " + Numbers.figure(test.loss()) + kind(test)
                            + figures(test))
                    .stripTrailing());
        }
        lines.add(outcome(result));
        return lines;
    }

    private String size(TestLoss test) {
        return test.resolution() == 0 ? "all" : Numbers.resolution(test.resolution(), axes, glyphs);
    }

    private static String kind(TestLoss test) {
        if (test.resolution() == 0) return "";
        return test.trained() ? "  trained" : "  never seen";
    }

    /** Further figures of the loss, such as accuracy. */
    private static String figures(TestLoss test) {
        StringBuilder text = new StringBuilder();
        test.figures().forEach((name, mean) -> text.append("  ")
                .append(Lines.oneLine(name))
                .append(' ')
                .append(Numbers.figure(mean)));
        return text.toString();
    }

    private String outcome(RunResult result) {
        List<String> parts = new ArrayList<>();
        String status = result.status().name().toLowerCase(Locale.ROOT);
        String message = Lines.oneLine(result.message());
        // Messages often begin with the status; once is enough.
        if (!message.startsWith(status) || result.status() == RunStatus.FAILED) parts.add(status);
        if (!message.isEmpty() && result.status() != RunStatus.FAILED) parts.add(message);
        figure("seconds").ifPresent(x -> parts.add(Numbers.clock(x)));
        figure("parameters").ifPresent(x -> parts.add(Numbers.count(x) + " params"));
        figure("flops").ifPresent(x -> parts.add(Numbers.flops(x)));
        return String.join("  ", parts);
    }

    private Optional<Double> figure(String name) {
        return Optional.ofNullable(figures.get(name)).filter(Double::isFinite);
    }
}
