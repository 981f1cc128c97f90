package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.RunEvent;
import org.espalier.host.assembly.Assembly;

/**
 * What a run finds around it.
 *
 * @param cache   folder for data that was made
 * @param version version of the host
 * @param bundles "name version" of every bundle of the project that is installed
 * @param reports writes all reports of a run's directory
 */
record Surroundings(Path cache, String version, List<String> bundles, Function<Path, List<Path>> reports) {
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
                return assembly.base();
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

    /** Writes all reports of a run's directory. */
    List<Path> report(Path directory) {
        return reports.apply(directory);
    }
}
