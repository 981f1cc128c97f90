package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.Evaluation;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Generated;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunComparer;
import org.espalier.api.run.RunReporter;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.Runs;
import org.espalier.api.run.Trial;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Successions;
import org.espalier.host.dropin.DropInWatch;
import org.espalier.host.dropin.TriedJar;
import org.espalier.host.export.Inheritance;
import org.espalier.host.job.FileStamp;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginCards;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.descent.Descent;
import org.espalier.host.runs.descent.Fork;
import org.espalier.host.runs.descent.Replaying;
import org.espalier.host.runs.descent.Start;
import org.espalier.host.runs.descent.Twin;
import org.espalier.host.runs.uses.CheckpointUses;
import org.espalier.host.store.FileTrouble;
import org.espalier.host.store.RunLockedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of this container. */
@Component(
        service = {Runs.class, HostedRuns.class},
        immediate = true)
public final class HostedRuns implements Runs {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRuns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final BundleContext context;
    private final PluginRegistry registry;
    private final Duration patience;
    private final List<RunReporter> reporters = new CopyOnWriteArrayList<>();
    private final List<HostedRun> runs = new CopyOnWriteArrayList<>();
    private final Beginnings beginnings;
    private Supplier<List<PluginTrouble>> troubles = List::of;
    private Trying trying = jar -> {
        throw new RefusedException("swap", "", jar + " — there is no drop-in folder here");
    };

    /** What tries a jar. */
    private interface Trying {
        TriedJar of(Path jar) throws RefusedException;
    }

    /** The runs of the container in which the plugins of this registry live. */
    @Activate
    public HostedRuns(BundleContext context, @Reference PluginRegistry registry) {
        this(context, registry, PATIENCE);
    }

    /** @param patience time that sources which make data ready have to stop */
    HostedRuns(BundleContext context, PluginRegistry registry, Duration patience) {
        this.context = context;
        this.registry = registry;
        this.patience = patience;
        this.beginnings = new Beginnings(registry.changes(), runs::add);
    }

    @Reference(
            service = RunReporter.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addReporter(RunReporter reporter) {
        reporters.add(reporter);
    }

    void removeReporter(RunReporter reporter) {
        reporters.remove(reporter);
    }

    @Reference
    void dropIns(DropInWatch watch) {
        troubles = watch::look;
        trying = watch::tryJar;
    }

    @Override
    public Run start(RunRequest request) throws RefusedException {
        Optional<FileStamp> stamp = FileStamp.of(request.job());
        Successions.Read read = Successions.read(request.job(), request.settings(), registry);
        Assembly assembly =
                Assembly.of(read.file(), Supply.of(registry), read.file().base());
        Optional<Inheritance> weights = CheckpointUses.weights(request, assembly);
        try {
            HostedRun run =
                    beginnings.begin(new Start(request.runs(), assembly, weights, read.changes()), surroundings());
            run.from(new JobOrigin(request.job(), stamp, request.settings(), assembly.resolved()));
            return run;
        } catch (IOException e) {
            throw new RefusedException(
                    request.runs().toString(),
                    "",
                    "the run's folder cannot be written: " + FileTrouble.why(e, request.runs()));
        }
    }

    @Override
    public Run resume(ResumeRequest request) throws RefusedException {
        Path path = request.run();
        try {
            return beginnings.resume(request, surroundings());
        } catch (RunLockedException e) {
            throw new RefusedException(path.toString(), "", "is being trained by " + e.holder() + "; stop that first");
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(path.toString(), "", FileTrouble.why(e, path));
        }
    }

    @Override
    public Run fork(ForkRequest request) throws RefusedException {
        return begin(request.run(), supply -> Fork.of(request, supply));
    }

    @Override
    public Trial tryFork(ForkRequest request) throws RefusedException, InterruptedException {
        try {
            Supply supply = Supply.of(registry);
            return new ForkTrial(Fork.of(request, supply), supply, cache()).trial();
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(request.run().toString(), "", FileTrouble.why(e, request.run()));
        }
    }

    @Override
    public Run replay(Path path) throws RefusedException {
        return begin(path, supply -> Replaying.of(path, supply));
    }

    @Override
    public Run control(Path path, Control control) throws RefusedException {
        return begin(path, supply -> Twin.of(path, control, supply));
    }

    /** Checks what a new run comes from. */
    private interface Descending {
        Descent by(Supply supply) throws IOException, RefusedException;
    }

    /** Begins a new run that comes from another. */
    private Run begin(Path other, Descending descending) throws RefusedException {
        Surroundings surroundings = surroundings();
        try {
            return beginnings.begin(descending.by(surroundings.supply()), surroundings);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(other.toString(), "", FileTrouble.why(e, other));
        }
    }

    /** Where the job of a run has come from; empty for one that was resumed, which has its own copy. */
    public Optional<JobOrigin> origin(Run run) {
        return run instanceof HostedRun hosted ? hosted.origin() : Optional.empty();
    }

    /** The job that a file gives now, under the settings that went before it, with every default filled in. */
    public Job read(JobOrigin origin) throws RefusedException {
        JobFile file =
                Successions.read(origin.file(), origin.settings(), registry).file();
        return Assembly.of(file, Supply.of(registry), file.base()).resolved();
    }

    /** Says something in a run's journal and to whoever watches it; of a run that has ended nothing. */
    public void note(Run run, String kind, Cause cause, String text) throws InterruptedException {
        if (run instanceof HostedRun hosted) {
            try {
                hosted.note(kind, cause, text);
            } catch (RefusedException e) {
                LOG.debug("{} has ended: {}", run.id(), text);
            }
        }
    }

    @Override
    public int[] predict(Path path, Path input, Path output) throws RefusedException {
        return new CheckpointUses(registry).predict(path, input, output);
    }

    @Override
    public Generated generate(GenerationRequest request, Predicate<byte[]> written)
            throws RefusedException, InterruptedException {
        return new CheckpointUses(registry).generate(request, written);
    }

    @Override
    public Evaluation evaluate(Path path, String split, List<Integer> resolutions)
            throws RefusedException, InterruptedException {
        return new CheckpointUses(registry).evaluate(path, split, resolutions, cache());
    }

    @Override
    public EnergyEstimate energy(Path path, Optional<Path> table) throws RefusedException {
        return new CheckpointUses(registry).energy(path, table);
    }

    @Override
    public List<Path> export(Path path, String format, Path output) throws RefusedException {
        return new CheckpointUses(registry).export(path, format, output);
    }

    @Override
    public List<Run> list() {
        return List.copyOf(runs);
    }

    @Override
    public List<PluginCard> plugins() {
        List<PluginCard> cards = new ArrayList<>();
        for (Shelf<?> shelf : registry.shelves()) {
            for (Slot<?> slot : shelf.slots()) {
                if (shelf.best(slot.name())
                        .filter(best -> best.service() == slot.service())
                        .isEmpty()) {
                    continue;
                }
                cards.add(new PluginCards(context).card(shelf, slot));
            }
        }
        cards.sort(Comparator.comparing(PluginCard::kind).thenComparing(PluginCard::name));
        return cards;
    }

    @Override
    public List<PluginTrouble> pluginTroubles() {
        return troubles.get();
    }

    @Override
    public BundleTrial tryBundle(Path jar) throws RefusedException, InterruptedException {
        TriedJar tried = trying.of(jar);
        List<BundleTrial.KeptState> states = new ArrayList<>();
        for (HostedRun run : runs) {
            states.addAll(run.kept(tried, registry));
        }
        return new BundleTrial(tried.bundle(), tried.from(), tried.to(), tried.wiring(), tried.troubles(), states);
    }

    private static Path cache() {
        String data = System.getProperty("espalier.data", System.getProperty("user.home") + "/.cache/espalier");
        return Path.of(data).resolve("samples");
    }

    private Surroundings surroundings() {
        return new Surroundings(
                cache(),
                context.getBundle().getVersion().toString(),
                Surroundings.bundles(context.getBundles(), registry),
                Supply.of(registry),
                this::report,
                this::controlled);
    }

    private Optional<Controlled> controlled(Path directory) {
        for (RunReporter reporter : reporters) {
            if (reporter instanceof RunComparer comparer) {
                try {
                    return Optional.of(comparer.controlled(directory));
                } catch (IOException | RuntimeException | Error e) {
                    LOG.warn("nothing is said of the controls of {}", directory, e);
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> report(Path directory) {
        List<Path> written = new ArrayList<>();
        for (RunReporter reporter : reporters) {
            try {
                written.add(reporter.report(directory));
            } catch (IOException | RuntimeException | Error e) {
                LOG.warn("no report for {}", directory, e);
            }
        }
        return written;
    }

    /** Stops every run with a checkpoint and waits for it, so that the container leaves nothing half-done. */
    @Deactivate
    void close() {
        long deadline = System.nanoTime() + patience.toNanos();
        runs.forEach(Run::stop);
        for (HostedRun run : runs) {
            try {
                if (!run.awaitUnlessPreparing(deadline)) {
                    LOG.warn("{} is left behind: its data source has not stopped within {}", run.id(), patience);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
