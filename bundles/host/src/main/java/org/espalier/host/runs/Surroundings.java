package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.RunEvent;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.RunRecord;
import org.osgi.framework.Bundle;

/**
 * What a run finds around it.
 *
 * @param cache   folder for data that was made
 * @param version version of the host
 * @param bundles "name version" of every bundle that is installed of the project, or has a plugin on a shelf
 * @param supply  where plugins come from
 * @param reports writes all reports of a run's directory
 * @param controls sets a run's directory beside its controls; empty if nobody can
 */
record Surroundings(
        Path cache,
        String version,
        List<String> bundles,
        Supply supply,
        Function<Path, List<Path>> reports,
        Function<Path, Optional<Controlled>> controls) {
    /** Name and version of the project's bundles and of all that supply plugins, sorted. */
    static List<String> bundles(Bundle[] installed, PluginRegistry registry) {
        Set<Long> supplying = registry.shelves().stream()
                .flatMap(shelf -> shelf.slots().stream())
                .map(Slot::bundle)
                .collect(Collectors.toSet());
        return Arrays.stream(installed)
                .filter(b -> String.valueOf(b.getSymbolicName()).startsWith("org.espalier.")
                        || supplying.contains(b.getBundleId()))
                .map(b -> b.getSymbolicName() + " " + b.getVersion())
                .distinct()
                .sorted()
                .toList();
    }

    /** What a data source may use. */
    DataContext dataContext(Assembly assembly, RunRecord record) throws IOException {
        Files.createDirectories(cache);
        return new DataContext() {
            @Override
            public Path cache() {
                return cache;
            }

            @Override
            public Path base() {
                return assembly.footing().base();
            }

            @Override
            public int threads() {
                return assembly.job().workers();
            }

            @Override
            public void progress(String what, long done, long total) {
                record.tell(new RunEvent.Preparing(what, done, total));
            }
        };
    }

    /** Where the run comes from and what it runs on, for files and reports. */
    Map<String, String> provenance(Dataset data) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("espalier", version);
        facts.put("bundles", String.join(", ", bundles));
        facts.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("data", data.card().title());
        data.card().provenance().forEach((fact, value) -> facts.put("data." + fact, value));
        return facts;
    }

    /** What a run's controls say of it. */
    Optional<Controlled> controlled(Path directory) {
        return controls.apply(directory);
    }

    /** Writes all reports of a run's directory. */
    List<Path> report(Path directory) {
        return reports.apply(directory);
    }
}
