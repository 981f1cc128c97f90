package org.espalier.host.configuration;

import java.lang.reflect.Array;
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
    private final Courier courier;

    /** Made by the container. */
    @Activate
    public RunConfigurations(@Reference HostedRuns runs) {
        this.runs = runs;
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
        Optional<Run> found = LiveRuns.find(runs, String.valueOf(run).strip());
        if (found.isEmpty()) {
            LOG.warn("{}: {}: no run {} goes on here; nothing is changed", actor, RUN, run);
            return;
        }
        Object because = properties.get(BECAUSE);
        courier.bring(
                found.get(),
                settings(properties),
                Cause.of(actor, because == null ? "" : String.valueOf(because)),
                e -> new RefusedException(actor, e.key(), e.why()));
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
