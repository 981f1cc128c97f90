package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Changed;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.export.Inheritance;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.store.RunDirectory;

/**
 * A run that is to be born of a job.
 *
 * @param runs     the folder of all runs
 * @param assembly the job with its plugins
 * @param weights  those that it begins with, checked against the job; empty if it is to make its own
 * @param replaced what the job's file has another plugin for, and what has become of its settings
 */
public record Start(Path runs, Assembly assembly, Optional<Inheritance> weights, List<Changed> replaced)
        implements Descent {
    @Override
    public String name() {
        return assembly.job().name();
    }

    @Override
    public Resumption write(RunDirectory directory) throws IOException {
        if (weights.isPresent()) {
            weights.get().keep(directory);
        }
        directory.writeBase(assembly.footing().base());
        directory.write("job.yaml", assembly.resolved().toYaml());
        List<Notice> notices = replaced.stream()
                .map(change -> new Notice("settings", change.line(), Map.of("key", change.key())))
                .toList();
        return Resumption.of(assembly, Optional.empty(), Optional.empty(), notices);
    }
}
