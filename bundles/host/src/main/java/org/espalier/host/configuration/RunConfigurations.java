package org.espalier.host.configuration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedRuns;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings for runs in Config Admin: one configuration of the factory {@code org.espalier.run} each, with {@code run} and dotted
 * keys. It is an order that is carried out when it comes or changes; a wrong one is refused as a whole, and deleting it changes
 * nothing.
 *
 * <p>A refusal is no {@code ConfigurationException}: a run takes settings between two steps, for which Config Admin's thread is
 * not to wait, and what that logs would reach nobody who looks at the run.
 */
@Component(service = ManagedServiceFactory.class, immediate = true, property = "service.pid=" + RunConfigurations.PID)
public final class RunConfigurations implements ManagedServiceFactory {
    static final String PID = "org.espalier.run";

    private static final Logger LOG = LoggerFactory.getLogger("settings");
    private static final String RUN = "run";
    private static final String BECAUSE = "because";
    private static final String FILE = "felix.fileinstall.filename";
    /** Keys of Config Admin's and the installer's own. */
    private static final List<String> OTHERS = List.of("service.", "felix.fileinstall.", "component.");

    private final HostedRuns runs;
    private final FileTime began;
    private final Courier courier;

    /** Made by the container. */
    @Activate
    public RunConfigurations(@Reference HostedRuns runs) {
        this(runs, FileTime.fromMillis(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    /** @param began when the container did */
    RunConfigurations(HostedRuns runs, FileTime began) {
        this.runs = runs;
        this.began = began;
        this.courier = new Courier(runs);
    }

    @Override
    public String getName() {
        return "settings of runs that train";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) {
        String actor = "configuration " + name(pid, properties);
        Object run = properties.get(RUN);
        if (run == null || String.valueOf(run).isBlank()) {
            LOG.warn("{}: {}: must be given: darcy/1, or darcy for the newest that goes on here", actor, RUN);
            return;
        }
        if (layThereBefore(properties)) {
            LOG.info("{}: lay there before the container came up; nothing is changed", actor);
            return;
        }
        try {
            Optional<Run> found = LiveRuns.find(runs, actor, String.valueOf(run).strip());
            if (found.isPresent()) {
                bring(found.get(), actor, properties);
            } else {
                LOG.warn("{}: {}: no run {} goes on here; nothing is changed", actor, RUN, run);
            }
        } catch (RefusedException e) {
            LOG.warn("{}; nothing is changed", e.getMessage());
        }
    }

    private void bring(Run run, String actor, Dictionary<String, ?> properties) {
        Object because = properties.get(BECAUSE);
        courier.bring(
                run,
                settings(properties),
                Cause.of(actor, because == null ? "" : String.valueOf(because)),
                e -> new RefusedException(actor, e.key(), e.why()));
    }

    /** Whether its file is older than this container, as those of {@code conf/runs} that change nothing either. */
    private boolean layThereBefore(Dictionary<String, ?> properties) {
        Object file = properties.get(FILE);
        try {
            return file != null
                    && changed(Path.of(URI.create(String.valueOf(file)))).compareTo(began) < 0;
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    /** When a file came to lie there as it is; a copy may have kept the time of its original. */
    private static FileTime changed(Path file) throws IOException {
        try {
            return (FileTime) Files.getAttribute(file, "unix:ctime");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Files.getLastModifiedTime(file);
        }
    }

    @Override
    public void deleted(String pid) {
        // What a run has it keeps.
    }

    private static String name(String pid, Dictionary<String, ?> properties) {
        Object file = properties.get(FILE);
        return file == null ? pid : String.valueOf(file).replaceFirst(".*[/\\\\]", "");
    }

    private static Map<String, String> settings(Dictionary<String, ?> properties) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.equals(RUN) && !key.equals(BECAUSE) && OTHERS.stream().noneMatch(key::startsWith)) {
                settings.put(key, yaml(properties.get(key)));
            }
        }
        return settings;
    }

    /** A value as after {@code --set key=}: texts are YAML already, several are a list. */
    private static String yaml(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> String.valueOf(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    @Deactivate
    void close() {
        courier.close();
    }
}
