package org.espalier.host.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.espalier.api.run.PluginTrouble;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.settings.OneLine;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over the drop-in folder: compares what lies there with what the container made of it, on the folder's own cadence,
 * and says once what is wrong and once that it no longer is. It reads states rather than events, so nothing is missed in
 * whatever order it comes.
 *
 * <p>The launcher shares no types with bundles but those of the JDK, and asks by the supplier: one map for each line.
 */
@Component(
        service = {DropInWatch.class, Supplier.class},
        immediate = true,
        property = "org.espalier.troubles=plugins")
public final class DropInWatch implements Supplier<List<Map<String, String>>> {
    /** By this name people find the lines. */
    private static final Logger LOG = LoggerFactory.getLogger("plugins");

    private static final String INSTALLER = "org.apache.felix.fileinstall";
    /** Turns of the installer for which a bundle is awaited. */
    private static final int PATIENCE = 3;

    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final BundleContext context;
    private final Optional<Folder> folder;
    private final Diagnosis diagnosis;
    private final ScheduledExecutorService clock;
    private final long millis;
    private final Map<Path, Long> awaited = new HashMap<>();
    private final Map<JarFacts, Trouble> refused = new HashMap<>();
    private final Map<Path, Seen> seen = new HashMap<>();
    private Map<String, PluginTrouble> said = Map.of();
    private boolean looked;

    /** A trouble and when it was first seen. */
    private record Seen(Trouble trouble, long since) {}

    /** Made by the container. */
    @Activate
    public DropInWatch(
            BundleContext context,
            @Reference Admission admission,
            @Reference PluginRegistry registry,
            @Reference ServiceComponentRuntime components) {
        this.context = context.getBundle(0).getBundleContext();
        this.folder = Folder.of(context);
        this.diagnosis = new Diagnosis(context, admission, registry, components);
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "drop-ins");
            thread.setDaemon(true);
            return thread;
        });
        this.millis = turn(context.getProperty("felix.fileinstall.poll"));
        clock.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Milliseconds between two looks: the installer's own, or a second where it is told none that it could keep. */
    static long turn(@Nullable String told) {
        boolean kept = told != null && told.matches("[1-9][0-9]{0,8}");
        return kept ? Long.parseLong(told) : 1000;
    }

    /** What is wrong now, by file; what is new to the log is said there. */
    public synchronized List<PluginTrouble> look() {
        SortedMap<String, PluginTrouble> now = new TreeMap<>();
        if (folder.isEmpty() || !installing()) {
            return List.of();
        }
        look(folder.get(), now);
        looked = true;
        now.forEach((file, trouble) -> {
            if (!trouble.equals(said.get(file))) {
                LOG.warn("{}", trouble.line());
            }
        });
        said.keySet().stream()
                .filter(file -> !now.containsKey(file))
                .forEach(file -> LOG.info("{} is well now, or gone", file));
        said = now;
        return List.copyOf(now.values());
    }

    @Override
    public List<Map<String, String>> get() {
        return look().stream()
                .map(trouble -> Map.of(
                        "file", trouble.file(),
                        "line", trouble.file() + " " + trouble.why(),
                        "advice", trouble.advice(),
                        "refused", Boolean.toString(trouble.refused())))
                .toList();
    }

    private void look(Folder of, SortedMap<String, PluginTrouble> found) {
        SortedMap<Path, JarFacts> jars = of.jars();
        awaited.keySet().retainAll(jars.keySet());
        refused.keySet().retainAll(jars.values());
        seen.keySet().retainAll(jars.keySet());
        Map<Path, Bundle> bundles = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            Path file = of.file(bundle);
            if (file != null) {
                bundles.put(file, bundle);
            }
        }
        jars.forEach((jar, facts) -> {
            Bundle bundle = bundles.get(jar);
            Optional<Trouble> trouble = bundle == null ? notInstalled(of, jar, facts) : diagnosis.of(bundle);
            String file = jar.getFileName().toString();
            String what = bundle == null ? facts.bundle() : bundle.getSymbolicName() + " " + bundle.getVersion();
            if (trouble.isEmpty()) {
                seen.remove(jar);
            }
            trouble.filter(t -> lasts(jar, t))
                    .ifPresent(t -> found.put(file, new PluginTrouble(file, what, t.refused(), t.why(), t.advice())));
        });
    }

    /** Whether a trouble is more than a moment's: a bundle that has just been started, say, has no services yet. */
    private boolean lasts(Path jar, Trouble trouble) {
        long now = System.nanoTime();
        Seen last = seen.get(jar);
        if (last == null || !last.trouble.equals(trouble)) {
            last = new Seen(trouble, looked ? now : now - MOMENT_NANOS);
            seen.put(jar, last);
        }
        return now - last.since >= MOMENT_NANOS;
    }

    /** A jar without its bundle: it is none, or the container has refused it, or has not had its turn yet. */
    private Optional<Trouble> notInstalled(Folder of, Path jar, JarFacts facts) {
        if (facts.trouble().isPresent()) {
            return facts.trouble();
        }
        Optional<Bundle> same = List.of(context.getBundles()).stream()
                .filter(bundle -> facts.bundle().equals(bundle.getSymbolicName() + " " + bundle.getVersion()))
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(Trouble.refused(
                    "is refused: that bundle is there already, from "
                            + same.get().getLocation(),
                    "remove one of the two, or give this one another version"));
        }
        long now = System.nanoTime();
        long waited = now - awaited.computeIfAbsent(jar, unknown -> now);
        // What lay there at the start was tried before this watch first looked.
        if (looked && waited < TimeUnit.MILLISECONDS.toNanos(PATIENCE * millis)) {
            return Optional.empty();
        }
        Trouble trouble = refused.computeIfAbsent(facts, unknown -> refusal(jar));
        boolean late = Arrays.stream(context.getBundles()).anyMatch(bundle -> jar.equals(of.file(bundle)));
        return late ? Optional.empty() : Optional.of(trouble);
    }

    /** What the framework has against a bundle; it told the installer, which does not pass it on. */
    private Trouble refusal(Path jar) {
        try (InputStream content = Files.newInputStream(jar)) {
            context.installBundle("refused:" + jar.getFileName(), content).uninstall();
            return Trouble.refused("was passed over", "copy it again");
        } catch (BundleException | IOException e) {
            return Trouble.refused(
                    "is refused: " + OneLine.plain(String.valueOf(e.getMessage())),
                    "build it with bnd, see docs/plugins.md");
        }
    }

    /** Whether the installer has looked at the folder: it does so as it starts. */
    private boolean installing() {
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle -> INSTALLER.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException | LinkageError e) {
            // Whatever the framework throws while it changes; a clock that threw would stop.
            LOG.debug("a look at the drop-in folder failed", e);
        }
    }

    @Deactivate
    void close() {
        clock.shutdownNow();
    }
}
