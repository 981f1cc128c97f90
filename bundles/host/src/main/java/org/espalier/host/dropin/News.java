package org.espalier.host.dropin;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.PluginTrouble;

/** What has changed in the drop-in folder since the last look, told once. What served at the first look is no news. */
final class News {
    private final Consumer<String> warning;
    private final Consumer<String> fact;
    private final BooleanSupplier leaving;
    private Set<PluginTrouble> troubles = Set.of();
    private Set<Served> serving = Set.of();
    private boolean looked;

    /**
     * Tells lines that somebody should act on to the one, and those that are good to know to the other.
     *
     * @param leaving whether the container stops: then all that serves goes, which is no news of the folder
     */
    News(Consumer<String> warning, Consumer<String> fact, BooleanSupplier leaving) {
        this.warning = warning;
        this.fact = fact;
        this.leaving = leaving;
    }

    /**
     * Tells what is different now, what is wrong in the order given.
     *
     * @param heirs bundle and version that supply a plugin now, whatever they came from
     */
    void tell(Collection<PluginTrouble> troublesNow, Set<Served> servingNow, Map<String, String> heirs) {
        // What is told now was seen before this, so nothing that went because of it is told.
        if (leaving.getAsBoolean()) return;
        troublesNow.stream()
                .filter(trouble -> !troubles.contains(trouble))
                .forEach(trouble -> warning.accept(trouble.line()));
        if (looked) {
            lines(without(servingNow, serving), "serves", "serve", News::place);
            Set<String> left = servingNow.stream().map(News::plugin).collect(Collectors.toSet());
            lines(
                    serving.stream().filter(one -> !left.contains(plugin(one))),
                    "is gone",
                    "are gone",
                    gone -> heirs.containsKey(gone.plugin()) ? "; " + heirs.get(gone.plugin()) + " serves" : "");
        }
        tellOfTheCured(files(troublesNow), servingNow);
        troubles = Set.copyOf(troublesNow);
        serving = Set.copyOf(servingNow);
        looked = true;
    }

    /** Where something serves that did not, its line says enough. */
    private void tellOfTheCured(Set<String> ailing, Set<Served> servingNow) {
        Set<String> spokenOf = without(servingNow, serving).map(Served::file).collect(Collectors.toSet());
        files(troubles).stream()
                .filter(file -> !ailing.contains(file) && !spokenOf.contains(file))
                .sorted()
                .forEach(file -> fact.accept(file + " is well now, or gone"));
    }

    private static String place(Served served) {
        return served.replaces().isEmpty() ? "" : " in the place of the archive's " + served.replaces();
    }

    /** A line for each jar and what there is to add. */
    private void lines(Stream<Served> plugins, String one, String many, Function<Served, String> added) {
        record Line(String jar, String end) {}
        plugins.collect(groupingBy(
                        plugin -> new Line(plugin.file() + " " + plugin.version(), added.apply(plugin)),
                        () -> new TreeMap<>(comparing(Line::jar).thenComparing(Line::end)),
                        Collectors.toList()))
                .forEach((line, of) -> fact.accept(line.jar() + ": "
                        + of.stream().map(Served::plugin).sorted().collect(joining(", ")) + " "
                        + (of.size() == 1 ? one : many) + line.end()));
    }

    private static Stream<Served> without(Set<Served> all, Set<Served> some) {
        return all.stream().filter(plugin -> !some.contains(plugin));
    }

    private static String plugin(Served served) {
        return served.file() + " " + served.plugin();
    }

    private static Set<String> files(Collection<PluginTrouble> troubles) {
        return troubles.stream().map(PluginTrouble::file).collect(Collectors.toSet());
    }
}
