package org.espalier.host.dropin;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.espalier.host.plugins.DropInFolder;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Slot;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
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

    /** Turns of the installer for which a bundle is awaited. */
    private static final int PATIENCE = 3;

    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final BundleContext context;
    private final PluginRegistry registry;
    private final Optional<DropInFolder> place;
    private final Optional<Folder> folder;
    private final Diagnosis diagnosis;
    private final Outstanding outstanding;
    private final JarTrial trial;
    private final ScheduledExecutorService clock;
    private final Map<Sight, Long> since = new HashMap<>();
    private final News news =
            new News(line -> LOG.warn("{}", line), line -> LOG.info("{}", line), this::containerStops);
    private boolean looked;

    /** A trouble of a jar. */
    private record Sight(Path jar, Trouble trouble) {}

    /** A trouble that lasts, as it is told, with the plugins that its jar promises. */
    private record Finding(Trouble trouble, Set<Offer> offers, PluginTrouble told) {}

    /** Made by the container. */
    @Activate
    public DropInWatch(
            BundleContext context,
            @Reference Admission admission,
            @Reference PluginRegistry registry,
            @Reference ServiceComponentRuntime components) {
        this.context = context.getBundle(0).getBundleContext();
        this.registry = registry;
        this.place = DropInFolder.of(context);
        this.folder = place.map(of -> new Folder(of.path()));
        this.trial = new JarTrial(this.context, admission, registry, place);
        this.diagnosis = new Diagnosis(context, admission, registry, components);
        long millis = turn(context.getProperty("felix.fileinstall.poll"));
        this.outstanding = new Outstanding(
                () -> bundles().values(),
                new Trial(this.context)::refusal,
                TimeUnit.MILLISECONDS.toNanos(PATIENCE * millis));
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "drop-ins");
            thread.setDaemon(true);
            return thread;
        });
        registry.ask(this::whyAbsent);
        clock.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Milliseconds between two looks: the installer's own, or a second where it is told none that it could keep. */
    public static long turn(@Nullable String told) {
        boolean kept = told != null && told.matches("[1-9][0-9]{0,8}");
        return kept ? Long.parseLong(told) : 1000;
    }

    /** What is wrong now, by file; what is new to the log is said there. */
    public List<PluginTrouble> look() {
        return findings().stream().map(Finding::told).toList();
    }

    /**
     * What would become of a jar if it came into the folder.
     *
     * @throws RefusedException if it is no bundle
     */
    public TriedJar tryJar(Path jar) throws RefusedException {
        return trial.of(jar);
    }

    @Override
    public List<Map<String, String>> get() {
        Stream<Map<String, String>> troubles = look().stream()
                .map(trouble -> Map.of(
                        "state", trouble.refused() ? "refused" : "warning",
                        "file", trouble.file(),
                        "line", withoutAdvice(trouble),
                        "advice", trouble.advice()));
        return Stream.concat(troubles, inPlaces()).toList();
    }

    /** The jars that serve in the place of bundles of the archive's: nothing is wrong with them, but somebody may wonder. */
    private Stream<Map<String, String>> inPlaces() {
        return serving(bundles()).stream()
                .filter(served -> !served.replaces().isEmpty())
                .map(served -> Map.of(
                        "state",
                        "fine",
                        "file",
                        served.file(),
                        "line",
                        served.file() + " (" + served.bundle() + ") serves in the place of the archive's "
                                + served.replaces(),
                        "advice",
                        ""))
                .distinct()
                .sorted(Comparator.comparing(line -> line.get("line")));
    }

    private static String withoutAdvice(PluginTrouble trouble) {
        String line = trouble.line();
        return line.substring(
                0, line.length() - "; ".length() - trouble.advice().length());
    }

    /** What is told of a jar that promises a plugin. */
    private Optional<String> whyAbsent(Class<?> type, String name) {
        Offer wanted = new Offer(type.getName(), name);
        return findings().stream()
                .filter(finding -> finding.offers.contains(wanted) && finding.trouble.concerns(wanted))
                .map(finding -> finding.told.line())
                .findFirst();
    }

    private synchronized List<Finding> findings() {
        if (folder.isEmpty() || !installing()) {
            return List.of();
        }
        Map<Sight, Finding> now = new LinkedHashMap<>();
        SortedMap<Path, JarFacts> jars = folder.get().jars();
        outstanding.keep(jars);
        Map<Path, Bundle> bundles = bundles();
        jars.forEach((jar, facts) -> {
            Bundle bundle = bundles.get(jar);
            String what = bundle == null ? facts.bundle() : bundle.getSymbolicName() + " " + bundle.getVersion();
            for (Trouble of : troubles(jar, facts, bundle)) {
                PluginTrouble told =
                        new PluginTrouble(jar.getFileName().toString(), what, of.refused(), of.why(), of.advice());
                now.put(new Sight(jar, of), new Finding(of, facts.offers(), told));
            }
        });
        now.keySet().retainAll(lasting(now.keySet()));
        looked = true;
        news.tell(now.values().stream().map(Finding::told).distinct().toList(), serving(bundles), heirs());
        return List.copyOf(now.values());
    }

    private List<Trouble> troubles(Path jar, JarFacts facts, @Nullable Bundle bundle) {
        if (bundle == null) {
            // What lay there at the start was tried before this watch first looked.
            return outstanding.trouble(jar, facts, !looked).stream().toList();
        }
        return Stream.concat(facts.trouble().stream(), diagnosis.of(bundle).stream())
                .toList();
    }

    /** The bundles from the folder, by their files. */
    private Map<Path, Bundle> bundles() {
        Map<Path, Bundle> bundles = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            place.map(of -> of.file(bundle)).ifPresent(file -> bundles.put(file, bundle));
        }
        return bundles;
    }

    /** Those that are more than a moment's: a bundle that has just been started, say, has no services yet. */
    private Set<Sight> lasting(Set<Sight> seen) {
        long now = System.nanoTime();
        since.keySet().retainAll(seen);
        return seen.stream()
                .filter(one ->
                        now - since.computeIfAbsent(one, unknown -> looked ? now : now - MOMENT_NANOS) >= MOMENT_NANOS)
                .collect(Collectors.toSet());
    }

    /** The plugins from these bundles that a job can ask for. */
    private Set<Served> serving(Map<Path, Bundle> bundles) {
        Set<Served> serving = new HashSet<>();
        bundles.forEach((jar, bundle) -> registry.shelves().forEach(shelf -> shelf.slots().stream()
                .filter(slot -> slot.bundle() == bundle.getBundleId())
                .filter(slot -> shelf.best(slot.name())
                        .filter(best -> best.service() == slot.service())
                        .isPresent())
                .forEach(slot -> serving.add(new Served(
                        jar.getFileName().toString(),
                        shelf.kind() + " " + slot.name(),
                        bundle.getVersion().toString(),
                        slot.service(),
                        bundle.getSymbolicName() + " " + bundle.getVersion(),
                        shelf.replaced(slot).orElse(""))))));
        return serving;
    }

    /** Who supplies each plugin now: bundle and version, as far as they are known. */
    private Map<String, String> heirs() {
        Map<String, String> heirs = new HashMap<>();
        registry.shelves().forEach(shelf -> shelf.names().forEach(name -> shelf.best(name)
                .flatMap(Slot::release)
                .ifPresent(release -> heirs.put(shelf.kind() + " " + name, release.toString()))));
        return heirs;
    }

    /** Whether the installer has looked at the folder: it does so as it starts. */
    private boolean installing() {
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle ->
                        Separation.INSTALLER.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
    }

    private boolean containerStops() {
        return context.getBundle().getState() == Bundle.STOPPING;
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
        registry.ask((type, name) -> Optional.empty());
        clock.shutdownNow();
    }
}
