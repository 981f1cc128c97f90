package org.espalier.benchmarks.arms;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What sizes the controls of runs give, seed by seed, as a table for a page.
 *
 * @param what  grew, in the plural
 * @param seeds sizes of every seed's runs
 */
public record ControlsTable(String what, List<List<Controlled>> seeds) {
    /** Sizes of the dims whose names end so. */
    public ControlsTable only(String what, String suffix) {
        return new ControlsTable(
                what,
                seeds.stream()
                        .map(run -> run.stream()
                                .filter(size -> size.dim().endsWith(suffix))
                                .toList())
                        .toList());
    }

    /** The table. */
    public String text() {
        StringBuilder text = new StringBuilder(
                "| seed | " + what + " | no weight updated | targets shuffled |\n|---|---|---|---|\n");
        int seed = 0;
        for (List<Controlled> run : seeds) {
            seed++;
            text.append("| %d | %s | %s | %s |%n"
                    .formatted(
                            seed,
                            numbers(run.stream().map(Controlled::size).toList()),
                            numbers(run.stream().map(Controlled::untrained).toList()),
                            numbers(run.stream().map(Controlled::shuffled).toList())));
        }
        return text.toString();
    }

    /** Sizes for people, told once where all are the same. */
    public static String numbers(List<Integer> sizes) {
        return sizes.stream().distinct().count() == 1 && sizes.size() > 2
                ? sizes.size() + " × " + sizes.get(0)
                : sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
