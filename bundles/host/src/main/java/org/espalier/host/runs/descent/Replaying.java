package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.export.Inheritance;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.journal.SideArrays;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.store.Checkpoint;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Json;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.Offsets;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.Snapshot;

/** A run that is to be trained again from its journal, with everything checked and nothing written. */
public final class Replaying implements Descent {
    private final RunDirectory source;
    private final Checkpoint checkpoint;
    private final Assembly assembly;

    private Replaying(RunDirectory source, Checkpoint checkpoint, Assembly assembly) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.assembly = assembly;
    }

    /**
     * The replay of a run up to its newest checkpoint; the run may train on meanwhile.
     *
     * @throws IOException if its journal does not hold how it has grown
     */
    public static Replaying of(Path run, Supply supply) throws IOException, RefusedException {
        RunDirectory source = RunDirectory.open(run);
        Checkpoint checkpoint = Fork.checkpoint(source, OptionalLong.empty(), run.toString());
        Path origin = source.path().resolve(Fork.ORIGIN);
        Map<String, String> settings = new LinkedHashMap<>();
        // Nobody is asked: its strategies need not be there, nor what they would refuse.
        settings.put("growth", "off");
        settings.put("name", "\"" + source.job() + "\"");
        JobFile file = JobFile.read(Files.exists(origin) ? origin : source.jobFile(), settings);
        Offsets offsets = checkpoint.snapshot().offsets();
        RecordedGrowth growth = Replay.growth(source.path(), source.journalFile(), offsets.journal());
        Assembly assembly = Assembly.of(file, supply, Footing.at(source.base()).grownAs(growth));
        return new Replaying(source, checkpoint, assembly);
    }

    @Override
    public String name() {
        return source.job();
    }

    @Override
    public Path runs() {
        return source.path().getParent().getParent();
    }

    /** Writes the new run: what it repeats, the orders that it gets, and last the job, which makes the folder a run. */
    @Override
    public Resumption write(RunDirectory directory) throws IOException {
        Snapshot end = checkpoint.snapshot();
        Path folder = Files.createDirectory(directory.path().resolve(Replay.FOLDER));
        Disk disk = Disk.local();
        disk.replace(
                folder.resolve(Replay.JOURNAL),
                JsonLines.prefix(source.journalFile(), end.offsets().journal()));
        disk.replace(
                folder.resolve(Replay.METRICS),
                JsonLines.figuresBefore(source.metricsFile(), end.offsets().metrics()));
        new SideArrays(folder).copy(source.path());
        Inheritance.copy(source, directory);
        new Checkpoints(folder.resolve(Replay.CHECKPOINTS), source.id(), disk)
                .save(end, checkpoint.manifest().provenance());
        disk.replace(
                folder.resolve(Replay.FILE),
                Json.pretty(Map.of("of", source.id(), "step", end.position().step()))
                        .getBytes(StandardCharsets.UTF_8));
        OrderLog orders = OrderLog.of(source, Optional.of(end));
        OrderLog.write(
                directory,
                orders.behind().stream()
                        .map(Order::withoutGrowth)
                        .flatMap(Optional::stream)
                        .toList());
        directory.writeBase(assembly.footing().base());
        directory.write("job.yaml", assembly.resolved().toYaml());
        String text = "trains " + source.id() + " again from its journal up to step "
                + end.position().step() + "; no strategy is asked";
        Notice notice = new Notice(
                "replay", text, Map.of("of", source.id() + "@" + end.position().step()));
        return Resumption.of(assembly, Optional.empty(), Optional.empty(), List.of(notice));
    }
}
