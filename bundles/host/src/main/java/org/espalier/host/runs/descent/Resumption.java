package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.RunStatus;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.assembly.Place;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Job;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.orders.Adjustable;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.orders.OrdersAhead;
import org.espalier.host.runs.results.ResultFile;
import org.espalier.host.runs.saving.Juncture;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run goes on from, with everything checked and nothing touched.
 *
 * @param assembly   its job, with the settings that are to change
 * @param checkpoint its newest checkpoint; empty for a run that ended before the first, which is that of its birth
 * @param parent     the checkpoint of which it is a fork
 * @param notices    what people should know of it
 * @param order      the settings that are to change, which the run keeps as an order; the growth that is still due after the
 *     checkpoint's step comes after it
 * @param dropping   whether orders that cannot be done again are dropped
 * @param before     the job in effect at the checkpoint; of a fork that is about to begin, its parent's; empty for a run to be born
 * @param former     what a fork comes from that is about to begin, where its weights may compute something else than there
 */
public record Resumption(
        Assembly assembly,
        Optional<Checkpoint> checkpoint,
        Optional<String> parent,
        List<Notice> notices,
        Optional<Order> order,
        boolean dropping,
        Optional<Job> before,
        Optional<Former> former) {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /** A run that is to begin as it is, or to be born. */
    static Resumption of(
            Assembly assembly, Optional<Checkpoint> checkpoint, Optional<String> parent, List<Notice> notices) {
        return new Resumption(
                assembly, checkpoint, parent, notices, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** The same of a fork: of what job its parent is, and what it comes from where its weights may compute something else than there. */
    Resumption from(Job job, Optional<Former> other) {
        return new Resumption(assembly, checkpoint, parent, notices, order, dropping, Optional.of(job), other);
    }

    /**
     * The resumption of a run whose lock is held.
     *
     * @throws RefusedException if the run has finished, a setting may not change, job and checkpoint do not fit, or an order of
     *     before is certain to be refused
     */
    public static Resumption of(RunDirectory directory, ResumeRequest request, Supply supply)
            throws IOException, RefusedException {
        String where = request.run().toString();
        Map<String, String> meant = Adjustable.meant(request.settings());
        Adjustable.check(meant, settings -> Fork.refusal(request.run(), settings, supply));
        Optional<Checkpoint> checkpoint = newest(directory);
        Optional<Snapshot> snapshot = checkpoint.map(Checkpoint::snapshot);
        JobInEffect inEffect = JobInEffect.at(directory, snapshot);
        JobFile file = inEffect.under(meant);
        long done = checkpoint.map(c -> c.snapshot().position().epoch()).orElse(0L);
        boolean finished = ResultFile.status(directory).equals(Optional.of(RunStatus.FINISHED.name()));
        if (finished && checkpoint.isEmpty()) {
            throw new RefusedException(where, "", "the run has finished, and there is no checkpoint to go on from");
        }
        Adjustable.checkLength(meant, file.job().epochs(), done, finished, where);
        if (checkpoint.isEmpty() && Files.exists(directory.path().resolve(Fork.ORIGIN))) {
            throw new RefusedException(
                    where, "", "is a fork, which begins with its checkpoint, and there is none left");
        }
        if (checkpoint.isPresent()) {
            JsonLines.verify(
                    directory.journalFile(),
                    checkpoint.get().snapshot().offsets().journal());
        }
        Optional<Replay> replay = Replay.in(directory);
        if (replay.isPresent() && !meant.isEmpty()) {
            throw new RefusedException(
                    where,
                    "",
                    "is a replay of " + replay.get().of() + " and takes no settings; resume that run, or fork it");
        }
        RecordedGrowth recorded = replay.map(Replay::growth).orElse(RecordedGrowth.none());
        List<Notice> passedOver = new ArrayList<>();
        Footing footing = Footing.at(directory.base()).grownAs(recorded);
        JobFile as = inEffect.under(Map.of());
        Optional<Regridding> regridding = snapshot.map(s -> Regridding.of(s, as, meant.keySet(), supply, footing));
        Assembly assembly = fitting(file, supply, footing, snapshot, regridding, passedOver);
        Juncture at = snapshot.map(Juncture::of).orElse(Juncture.BIRTH);
        Optional<Order> order = request.settings().isEmpty()
                ? Optional.empty()
                : Optional.of(Order.set(at, request.settings(), request.cause()));
        List<Notice> notices = ResumptionNotices.resumed(snapshot, assembly.job(), assembly.strategies());
        notices.addAll(passedOver);
        ResumptionNotices.endOfPause(directory.journalFile(), snapshot, request.cause())
                .ifPresent(notices::add);
        Adjustable.differences(as.job(), file.job(), meant.keySet()).stream()
                .map(change -> ResumptionNotices.set(change, request.cause()))
                .forEach(notices::add);
        regridding.flatMap(each -> each.notice(assembly)).ifPresent(notices::add);
        if (!request.dropsOrders()) {
            List<Order> ahead = OrderLog.of(directory, snapshot).aheadWith(order);
            notices.addAll(OrdersAhead.check(ahead, file.job(), directory.id(), where, supply.registry()));
        }
        snapshot.flatMap(s -> ResumptionNotices.lostFigures(directory, s)).ifPresent(notices::add);
        Optional<String> parent = snapshot.flatMap(Snapshot::parent);
        return new Resumption(
                assembly,
                checkpoint,
                parent,
                notices,
                order,
                request.dropsOrders(),
                snapshot.map(s -> as.job()),
                Optional.empty());
    }

    /**
     * An assembly that can go on from a snapshot. Where somebody cannot read what is kept for it and another plugin of its name
     * is there, that serves: as in the life in which the one that cannot came and was refused.
     *
     * @param regridding what becomes of weights that are on no grid of the number system
     */
    private static Assembly fitting(
            JobFile file,
            Supply supply,
            Footing footing,
            Optional<Snapshot> snapshot,
            Optional<Regridding> regridding,
            List<Notice> passedOver)
            throws RefusedException {
        while (true) {
            Assembly assembly = Assembly.of(file, supply, footing);
            if (snapshot.isEmpty()) {
                return assembly;
            }
            try {
                check(snapshot.get(), assembly);
                regridding.ifPresent(each -> each.check(assembly));
                return assembly;
            } catch (SettingsException e) {
                Place<?> place = assembly.places().get(e.key());
                if (place == null || !passOver(place, supply)) {
                    throw e;
                }
                String newcomer = place.slot().map(Happenings::card).orElse("");
                passedOver.add(new Notice(
                        "swap-refused",
                        e.key() + " goes on with another " + place.name() + ", " + newcomer + " does not fit: "
                                + e.why(),
                        Map.of("key", e.key(), "to", newcomer)));
            }
        }
    }

    /** Does without whoever was bound, if another serves then. */
    private static boolean passOver(Place<?> place, Supply supply) {
        Set<Long> before = supply.refused();
        place.bound().ifPresent(supply::refuse);
        if (place.serving(supply).isPresent()) {
            return true;
        }
        supply.refuseOnly(before);
        return false;
    }

    /** Checks that an assembly can go on from a snapshot. */
    static void check(Snapshot snapshot, Assembly assembly) {
        int samples = assembly.outline().count(Split.TRAIN);
        new Restoring(snapshot, assembly.sizing())
                .check(assembly.job(), samples, assembly.optimizers(), assembly.schedule(), assembly.strategies());
    }

    /** Steps done; −1 for a run that is to be born. */
    public long step() {
        return checkpoint.map(c -> c.snapshot().position().step()).orElse(-1L);
    }

    /** Whether its checkpoint is of the very moment at which it begins, its job included. */
    public boolean saved() {
        return checkpoint.isPresent() && order.isEmpty();
    }

    /** The run's orders, with those behind it that it has. */
    public OrderLog orders(RunDirectory directory) throws IOException {
        return OrderLog.of(directory, checkpoint.map(Checkpoint::snapshot));
    }

    private static Optional<Checkpoint> newest(RunDirectory directory) throws IOException {
        Checkpoints checkpoints = directory.checkpoints(Disk.local());
        if (checkpoints.newestFirst().isEmpty()) {
            return Optional.empty();
        }
        Checkpoint newest = checkpoints.newest();
        newest.passedOver().forEach(e -> LOG.warn("passed over a checkpoint: {}", e.getMessage()));
        return Optional.of(newest);
    }
}
