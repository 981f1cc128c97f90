package org.espalier.host.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.SettingDescription;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.store.RunDirectory;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be asked for in this container. */
@Component(service = Catalog.class)
public final class HostedCatalog implements Catalog {
    private static final String WHERE = "describe";
    private final ShelvedPlugins plugins;
    private final JobSettings jobs;

    /** The catalog of the plugins in a registry. */
    @Activate
    public HostedCatalog(BundleContext context, @Reference PluginRegistry registry) {
        this.plugins = new ShelvedPlugins(context, registry);
        this.jobs = new JobSettings(plugins);
    }

    @Override
    public List<PluginDescription> plugins() {
        return plugins.all();
    }

    @Override
    public List<PluginDescription> find(String kind, String name) throws RefusedException {
        String wanted = kind.toLowerCase(Locale.ROOT).replace('-', ' ');
        if (!wanted.isEmpty() && !plugins.kinds().contains(wanted)) {
            throw refuse(kind, Names.unknown("kind of plugin", wanted, plugins.kinds()));
        }
        List<PluginDescription> all = plugins.all().stream()
                .filter(p -> wanted.isEmpty() || p.card().kind().equals(wanted))
                .toList();
        List<PluginDescription> found =
                all.stream().filter(p -> p.card().name().equals(name)).toList();
        if (found.isEmpty()) {
            TreeSet<String> known = new TreeSet<>();
            all.forEach(p -> known.add(p.card().name()));
            throw refuse(
                    name,
                    plugins.fault(wanted, name)
                            .orElse(Names.unknown(wanted.isEmpty() ? "plugin" : wanted, name, known)));
        }
        return found;
    }

    private static RefusedException refuse(String word, String why) {
        return new RefusedException(WHERE, "", OneLine.of(word) + " — " + why);
    }

    @Override
    public List<SettingDescription> job() {
        return jobs.ofAnyJob();
    }

    @Override
    public List<SettingDescription> settings(Path job) throws RefusedException {
        return Files.isDirectory(job)
                ? jobs.ofRun(inEffect(job).job())
                : jobs.of(JobFile.read(job, Map.of()).job());
    }

    private static JobFile inEffect(Path directory) throws RefusedException {
        try {
            return JobInEffect.newest(RunDirectory.open(directory)).under(Map.of());
        } catch (IOException e) {
            throw new RefusedException(directory.toString(), "", OneLine.whole(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<SettingDescription> settings(Run run) throws RefusedException {
        return jobs.ofRun(JobFile.parse(run.job(), run.directory().resolve("job.yaml"), Map.of())
                .job());
    }
}
