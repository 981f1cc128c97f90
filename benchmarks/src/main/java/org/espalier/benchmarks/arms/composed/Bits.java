package org.espalier.benchmarks.arms.composed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.benchmarks.arms.Measure;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sample;
import org.espalier.benchmarks.arms.Task;
import org.espalier.benchmarks.arms.TaskTable;
import org.espalier.benchmarks.arms.TaskTable.Column;
import org.espalier.benchmarks.arms.Tried;
import org.espalier.benchmarks.arms.Variant;

/** Error against bits, of all sites and of each alone: the composed operator beside twins in float32 that are as large as it has become. */
record Bits(Runner runner) {
    private static final List<Integer> WIDTHS = List.of(4, 5, 6, 8, 10, 12, 16);
    private static final List<Integer> ALONE = List.of(4, 5, 6, 8);
    private static final String UPDATE = "update";
    private static final List<String> SITES = List.of("weight", "activation", "error", "gradient", UPDATE);
    private static final String FLOAT = "float32";
    private static final int FLOAT_BITS = 32;

    /** A number system of so many bits at some sites, whose updates are drawn. */
    private static String numbers(int bits, List<String> sites) {
        StringBuilder all = new StringBuilder("{ type: lns, sites: " + sites);
        for (String site : sites) {
            all.append(", ").append(site).append(": { bits: ").append(bits);
            all.append(site.equals(UPDATE) ? ", rounding: stochastic }" : " }");
        }
        return all.append(" }").toString();
    }

    private static Variant variant(String site, int bits, List<String> sites) {
        Map<String, String> settings = Map.of("precision", numbers(bits, sites), "groups", "off");
        return new Variant(word(site, bits), bits + " bits, " + site, settings, Tasks.OPERATOR_RATES);
    }

    private static String word(String site, int bits) {
        return site + "-" + bits;
    }

    private static Task composed() {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(
                FLOAT, FLOAT, Part.only(EnumSet.complementOf(EnumSet.of(Part.NUMBERS))), Tasks.OPERATOR_RATES));
        WIDTHS.forEach(bits -> variants.add(variant("all", bits, SITES)));
        for (String site : SITES) {
            ALONE.forEach(bits -> variants.add(variant(site, bits, List.of(site))));
        }
        return Tasks.operator(variants);
    }

    private static int bits(String word) {
        boolean stored = word.startsWith("all") || word.startsWith("update");
        return stored ? Integer.parseInt(word.replaceFirst(".*-", "")) : FLOAT_BITS;
    }

    /** Trains all. */
    String part() throws IOException, InterruptedException {
        Task task = composed();
        Map<String, Tried> tried = task.run(runner);
        Map<String, Twin> sizes = new LinkedHashMap<>();
        tried.forEach((word, each) -> sizes.put(word, Twin.of(each)));
        Map<Twin, Tried> twins = twins(List.copyOf(sizes.values()));
        Map<String, Tried> twinOf = new LinkedHashMap<>();
        sizes.forEach((word, size) -> twinOf.put(word, twins.get(size)));

        List<Column> columns = new ArrayList<>(List.of(
                new Column("twin", word -> sizes.get(word).title()),
                new Column(
                        "twin's loss",
                        word -> test(twinOf.get(word)).text() + ", "
                                + twinOf.get(word).told()),
                new Column("over its twin's", word -> ratio(tried.get(word), twinOf.get(word)))));
        Columns beside = Columns.of(tried, runner, Bits::bits);
        columns.addAll(beside.all());
        return ComposedPage.title("Error against bits", "bits")
                + """
                %s: modes and ranks grow, ZerO bears, `lns` rounds at all sites or at one with float32 at the others; `update` is drawn, the rest
                goes to the nearest number. A twin has neither growth nor ZerO nor rounding, is trained on the whole grid by AdamW alone, has one size for all
                layers, and trains no fewer numbers than the operator in its row has come to. LNS-Madam, which the job has for one matrix, finds no step
                to take on grids of few bits; AdamW has all of them here.

                """
                        .formatted(task.title())
                + new TaskTable(task, tried, "bits", columns).text()
                + beside.legend(word("all", 8))
                + verdict("its plain float32 twin", tried, twinOf)
                + verdict("itself in float32", tried, Map.of());
    }

    private Map<Twin, Tried> twins(List<Twin> wanted) throws IOException, InterruptedException {
        Map<Twin, Tried> twins = new LinkedHashMap<>();
        for (Twin twin : wanted) {
            if (!twins.containsKey(twin)) {
                Variant variant = new Variant(twin.word(), twin.title(), twin.settings(), Tasks.OPERATOR_RATES);
                twins.put(twin, Tasks.operator(List.of(variant)).run(runner).get(twin.word()));
            }
        }
        return twins;
    }

    /** The smallest width that is good enough, of all sites and of each alone. */
    private static String verdict(String beside, Map<String, Tried> tried, Map<String, Tried> others) {
        StringBuilder text = new StringBuilder();
        text.append(line(beside, "all", WIDTHS, tried, others));
        SITES.forEach(site -> text.append(line(beside, site, ALONE, tried, others)));
        return text.toString();
    }

    /** The least width from which on all are within the bound, so that one lucky width is not the answer. */
    private static String line(
            String beside, String site, List<Integer> widths, Map<String, Tried> tried, Map<String, Tried> others) {
        Optional<Integer> least = Optional.empty();
        for (int i = widths.size() - 1; i >= 0; i--) {
            String word = word(site, widths.get(i));
            if (test(tried.get(word)).over(test(others.getOrDefault(word, tried.get(FLOAT)))) > Tasks.BOUND) {
                break;
            }
            least = Optional.of(widths.get(i));
        }
        return "- Within 3 %% of %s, %s: %s.%n"
                .formatted(
                        beside,
                        site.equals("all") ? "all sites" : "`" + site + "` alone",
                        least.map(bits -> "**" + bits + " bits**, and all wider ones that were tried")
                                .orElse("**missed**, by " + widths.get(widths.size() - 1) + " bits"));
    }

    private static Sample test(Tried tried) {
        return Measure.LOSS.test(tried.outcomes());
    }

    private static String ratio(Tried tried, Tried other) {
        return String.format(Locale.ROOT, "%.3f", test(tried).over(test(other)));
    }
}
