package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/**
 * The losses by which a run was measured from where it is compared: {@code swap} and forks put another in the place of the first,
 * and numbers of different losses cannot be set against each other.
 *
 * @param spans the losses in their order, none twice in a row
 */
record LossHistory(List<Span> spans) {
    private static final Set<String> KEYS = Set.of("loss", "loss.type");
    private static final Pattern IN_JOB = Pattern.compile("(?m)^loss:\\s*\\{?\\s*(?:type:\\s*)?[\"']?([\\w.-]+)");
    private static final Pattern IN_LINE = Pattern.compile("(?:\\{(?:.*?, )?type(?:: |=))?([\\w.-]+).*");

    /**
     * One of them.
     *
     * @param loss its plugin's name; empty if no file says
     * @param from the step after which it is the loss
     */
    record Span(String loss, long from) {}

    /** Those that a run has had since a step, up to its last measurement. */
    static LossHistory of(RunRecord run, long branch) {
        List<JournalLine> changes = run.journal().stream()
                .filter(line -> Set.of("set", "swap").contains(line.kind()) && KEYS.contains(line.text("key")))
                .toList();
        Matcher job = IN_JOB.matcher(run.job());
        String loss = !changes.isEmpty() ? name(changes.get(0).text("from")) : job.find() ? job.group(1) : "";
        long last = run.metrics().epochs().stream()
                .mapToLong(epoch -> epoch.step())
                .max()
                .orElse(Long.MAX_VALUE);
        List<Span> spans = new ArrayList<>(List.of(new Span(loss, branch)));
        for (JournalLine change : changes) {
            String next = name(change.text("to"));
            if (change.step() <= branch) {
                spans.set(0, new Span(next, branch));
            } else if (change.step() < last && !next.equals(loss)) {
                spans.add(new Span(next, change.step()));
            }
            loss = next;
        }
        return new LossHistory(List.copyOf(spans));
    }

    private static String name(String value) {
        Matcher named = IN_LINE.matcher(value.strip());
        return named.matches() ? named.group(1) : value.strip();
    }

    /** Whether its own numbers are of several losses. */
    boolean isMixed() {
        return spans.size() > 1;
    }

    /** Whether the last numbers are of one loss in all of some runs, and no run's are mixed. */
    static boolean agree(List<LossHistory> all) {
        return all.stream().noneMatch(LossHistory::isMixed)
                && all.stream()
                                .map(history -> history.spans.get(0).loss())
                                .filter(loss -> !loss.isEmpty())
                                .distinct()
                                .count()
                        <= 1;
    }

    /** Which loss measured from where on, in one line. */
    String line() {
        String first = spans.get(0).loss();
        String told = "measured by " + (first.isEmpty() ? "an unknown loss" : first);
        if (!isMixed()) return told;
        return spans.stream()
                .skip(1)
                .map(span -> ", by " + span.loss() + " from step " + span.from())
                .collect(Collectors.joining("", told, "; no lowest, since they do not compare"));
    }
}
