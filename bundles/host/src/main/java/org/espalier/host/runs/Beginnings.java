package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.host.plugins.Changes;
import org.espalier.host.runs.descent.Descent;
import org.espalier.host.runs.descent.Resumption;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.runs.orders.OrderNews;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.RunLock;

/** How runs begin: with their folder written, their lock held and their record open, or not at all. */
final class Beginnings {
    private final Changes changes;
    private final Consumer<HostedRun> begun;

    /**
     * Beginnings of the runs of a container.
     *
     * @param changes of its plugins
     * @param begun   told of every run before its first step
     */
    Beginnings(Changes changes, Consumer<HostedRun> begun) {
        this.changes = changes;
        this.begun = begun;
    }

    /** Begins a new run; a folder in which that fails is taken away. */
    HostedRun begin(Descent descent, Surroundings surroundings) throws IOException, RefusedException {
        RunDirectory directory = RunDirectory.create(descent.runs(), descent.name());
        try {
            RunLock lock = RunLock.acquire(directory.path());
            try {
                return begin(descent.write(directory), directory, lock, surroundings);
            } catch (IOException | RefusedException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        } catch (IOException | RefusedException | RuntimeException | Error e) {
            directory.discard();
            throw e;
        }
    }

    /** Goes on with a run. Everything is checked before its record is opened, which cuts off what came after the checkpoint. */
    HostedRun resume(ResumeRequest request, Surroundings surroundings) throws IOException, RefusedException {
        RunDirectory directory = RunDirectory.open(request.run());
        RunLock lock = RunLock.acquire(directory.path());
        try {
            Resumption from = Resumption.of(directory, request, surroundings.supply());
            return begin(from, directory, lock, surroundings);
        } catch (IOException | RefusedException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private HostedRun begin(Resumption from, RunDirectory directory, RunLock lock, Surroundings surroundings)
            throws IOException {
        Offsets offsets = from.checkpoint().map(c -> c.snapshot().offsets()).orElse(new Offsets(0, 0));
        OrderLog orders = from.orders(directory);
        RunRecord record = RunRecord.open(directory, offsets);
        try {
            if (from.order().isPresent()) {
                Happenings happenings = new Happenings(directory.id(), record, from::step);
                orders.add(from.order().get()).forEach(new OrderNews(happenings)::superseded);
                // A run that has become longer has not finished.
                Files.deleteIfExists(directory.resultFile());
            }
            HostedRun run = new HostedRun(
                    directory, lock, record, changes, from.assembly().resolved());
            begun.accept(run);
            run.begin(new Course(from, directory, orders, record, surroundings));
            return run;
        } catch (IOException | RuntimeException | Error e) {
            record.close();
            throw e;
        }
    }
}
