package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Successions;
import org.espalier.host.export.Inheritance;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.journal.SideArrays;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.host.runs.orders.ForkedJob;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Disk;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SmallFile;
import org.espalier.host.store.Snapshot;
import org.espalier.settings.OneLine;

/**
 * A run that is to begin with the checkpoint of another, with everything checked and nothing written. It gets its parent's
 * history up to there, journal, metrics and orders, so that it is a whole run by itself; what is different is an order, too.
 */
public final class Fork implements Descent {
    /** The job with which the first of a run's ancestors was born; only in the folder of a fork. */
    static final String ORIGIN = "origin.yaml";

    /** Between a value and why it is refused. */
    private static final String WHY = " — ";

    private final RunDirectory parent;
    private final ForkRequest request;
    private final Map<String, String> settings;
    private final Checkpoint checkpoint;
    private final Assembly assembly;
    private final List<Changed> changes;
    private final Job before;
    private final ForkedSnapshot forked;
    private final Optional<Former> former;

    private Fork(
            RunDirectory parent,
            ForkRequest request,
            Map<String, String> settings,
            Checkpoint checkpoint,
            Job before,
            Assembly assembly,
            ForkedSnapshot forked,
            List<Changed> changes,
            Optional<Former> former) {
        this.forked = forked;
        this.former = former;
        this.before = before;
        this.settings = settings;
        this.parent = parent;
        this.request = request;
        this.checkpoint = checkpoint;
        this.assembly = assembly;
        this.changes = changes;
    }

    /**
     * A fork as somebody asks for it.
     *
     * @throws RefusedException if there is no such checkpoint, or a setting may not differ
     */
    public static Fork of(ForkRequest request, Supply supply) throws IOException, RefusedException {
        return of(request, supply, /* anyLength= */ false);
    }

    private static Fork of(ForkRequest request, Supply supply, boolean anyLength) throws IOException, RefusedException {
        RunDirectory parent = RunDirectory.open(request.run());
        Checkpoint checkpoint = checkpoint(parent, request.step(), request.run().toString());
        Snapshot snapshot = checkpoint.snapshot();
        JsonLines.verify(parent.journalFile(), snapshot.offsets().journal());
        String at = id(parent, snapshot);
        JobFile inEffect = JobInEffect.at(parent, snapshot).under(Map.of());
        Job before = inEffect.job();
        Successions successions = Successions.of(before, request.settings(), supply.registry());
        JobFile file = ForkedJob.of(before, name(request, parent), successions.settings(), Path.of(at));
        if (!anyLength) {
            checkLength(request, file.job(), snapshot, parent);
        }
        successions.check(file.job(), at);
        Assembly assembly = Assembly.of(file, supply, parent.base());
        assembly.checkBornWith(before.model(), snapshot.dims());
        List<Changed> changes = Adjustable.differences(
                before, file.job(), Adjustable.meant(request.settings()).keySet());
        ForkedSnapshot forked = new ForkedSnapshot(snapshot, before, assembly, successions.told(changes, file.job()));
        return new Fork(
                parent,
                request,
                successions.settings(),
                checkpoint,
                before,
                assembly,
                forked,
                forked.changes(),
                Former.of(inEffect, snapshot, forked.changes()));
    }

    /** Why a fork of a run's newest checkpoint would be refused settings, however long it is; empty if it would be taken. */
    public static Optional<String> refusal(Path run, Map<String, String> settings, Supply supply) {
        ForkRequest request = ForkRequest.of(run);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            request = request.set(setting.getKey(), setting.getValue());
        }
        try {
            of(request, supply, /* anyLength= */ true).birth();
            return Optional.empty();
        } catch (RefusedException e) {
            int value = settings.containsKey(e.key()) ? e.why().indexOf(WHY) : -1;
            return Optional.of(value < 0 ? e.why() : e.why().substring(value + WHY.length()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(OneLine.whole(String.valueOf(e.getMessage())));
        }
    }

    private static String name(ForkRequest request, RunDirectory parent) {
        return request.name().isEmpty() ? parent.job() : request.name();
    }

    private static String id(RunDirectory run, Snapshot snapshot) {
        return run.id() + "@" + snapshot.position().step();
    }

    /** The checkpoint, though its run may go on meanwhile and sweep what was there a moment ago. */
    static Checkpoint checkpoint(RunDirectory run, OptionalLong step, String where)
            throws IOException, RefusedException {
        List<Long> before = List.of();
        while (true) {
            var checkpoints = run.checkpoints(Disk.local());
            List<Long> steps = checkpoints.steps();
            if (step.isPresent() && !steps.contains(step.getAsLong())) {
                String there = steps.isEmpty()
                        ? "there is none"
                        : "there are " + steps.stream().map(s -> "@" + s).collect(Collectors.joining(", "));
                throw new RefusedException(where, "", "has no checkpoint @" + step.getAsLong() + "; " + there);
            }
            try {
                return step.isPresent() ? checkpoints.at(step.getAsLong()) : checkpoints.newest();
            } catch (IOException e) {
                if (steps.equals(before)) {
                    throw e;
                }
                before = steps;
            }
        }
    }

    private static void checkLength(ForkRequest request, Job job, Snapshot snapshot, RunDirectory parent)
            throws IOException, RefusedException {
        long done = snapshot.position().epoch();
        if (job.epochs() <= done) {
            String steps = parent.checkpoints(Disk.local()).steps().stream()
                    .map(s -> "@" + s)
                    .collect(Collectors.joining(", "));
            throw new RefusedException(
                    request.run().toString(),
                    "",
                    "has done all " + done + " epochs at @"
                            + snapshot.position().step() + "; --set epochs=" + 2 * done
                            + " trains the fork longer, or begin it earlier: " + steps);
        }
    }

    @Override
    public String name() {
        return assembly.job().name();
    }

    @Override
    public Path runs() {
        return parent.path().getParent().getParent();
    }

    @Override
    public Resumption write(RunDirectory directory) throws IOException, RefusedException {
        Snapshot from = checkpoint.snapshot();
        Disk disk = Disk.local();
        byte[] metrics =
                JsonLines.figuresBefore(parent.metricsFile(), from.offsets().metrics());
        disk.replace(directory.metricsFile(), metrics);
        disk.replace(
                directory.journalFile(),
                JsonLines.prefix(parent.journalFile(), from.offsets().journal()));
        new SideArrays(directory.path()).copy(parent.path());
        Inheritance.copy(parent, directory);
        OrderLog orders = OrderLog.copy(directory, OrderLog.of(parent, Optional.of(from)));
        orders.add(Order.fork(Juncture.of(from), settings, request.cause()));
        Path origin = parent.path().resolve(ORIGIN);
        directory.write(ORIGIN, SmallFile.text(Files.exists(origin) ? origin : parent.jobFile()));
        directory.writeBase(assembly.footing().base());
        Offsets offsets = new Offsets(metrics.length, journal(directory, from));
        Snapshot birth = birth(directory.id(), offsets, orders.done());
        directory.checkpoints(disk).save(birth, checkpoint.manifest().provenance());
        directory.write("job.yaml", assembly.resolved().toYaml());
        List<Notice> notices = ResumptionNotices.resumed(Optional.of(birth), assembly.job(), assembly.strategies());
        ResumptionNotices.endOfPause(directory.journalFile(), Optional.of(birth), request.cause())
                .ifPresent(notices::add);
        return Resumption.of(
                        assembly,
                        Optional.of(new Checkpoint(directory.path(), checkpoint.manifest(), birth, List.of())),
                        birth.parent(),
                        notices)
                .from(before, former);
    }

    /** What the fork begins with; nothing is written. */
    public Snapshot birth() throws RefusedException {
        return birth(name(), new Offsets(0, 0), 0);
    }

    private Snapshot birth(String run, Offsets offsets, int orders) throws RefusedException {
        Snapshot from = checkpoint.snapshot();
        Snapshot birth = forked.snapshot(run, id(parent, from), offsets, assembly.resolved(), orders);
        try {
            Resumption.check(birth, assembly);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(request.run().toString(), "", String.valueOf(e.getMessage()));
        }
        return birth;
    }

    /** The fork's job with its plugins. */
    public Assembly assembly() {
        return assembly;
    }

    /** What is another in the fork than in its parent. */
    public List<Changed> changes() {
        return changes;
    }

    /** What it comes from, where the same weights may compute something else in it. */
    public Optional<Former> former() {
        return former;
    }

    /** The job in effect at its parent's checkpoint. */
    public Job before() {
        return before;
    }

    /** Whether an entry of the fork is another than its parent's of that id. */
    public boolean isAnother(GrowthEntry entry) {
        return assembly.resolved().isAnother(entry.id(), before);
    }

    private long journal(RunDirectory directory, Snapshot from) throws IOException {
        long step = from.position().step();
        try (JsonLines journal = JsonLines.open(directory.journalFile(), JsonLines.Durability.EACH_LINE)) {
            Map<String, Object> fork = new LinkedHashMap<>();
            fork.put("parent", id(parent, from));
            fork.put("run", directory.id());
            fork.put("settings", request.settings());
            append(journal, "fork", step, fork);
            for (Changed change : changes) {
                Map<String, Object> set = new LinkedHashMap<>();
                set.put("key", change.key());
                set.put("from", change.from());
                set.put("to", change.to());
                if (!change.note().isEmpty()) {
                    set.put("note", change.note());
                }
                if (!change.settings().isEmpty()) {
                    set.put("settings", change.settings());
                }
                append(journal, "set", step, set);
            }
            return journal.mark();
        }
    }

    private void append(JsonLines journal, String kind, long step, Map<String, Object> fields) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("step", step);
        line.putAll(fields);
        line.put("actor", request.cause().actor());
        line.put("because", request.cause().reason());
        line.put("at", Instant.now().toString());
        journal.append(line);
    }
}
