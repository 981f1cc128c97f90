package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.runs.journal.SideArrays;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Json;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.SmallFile;
import org.espalier.host.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run repeats, from the folder {@code replayed} in its own: how the other one has grown, how its losses went, and the
 * checkpoint at which the two are compared.
 *
 * @param folder that folder
 * @param of     the run that is repeated
 * @param step   steps done in its checkpoint
 * @param growth how it has grown
 */
public record Replay(Path folder, String of, long step, RecordedGrowth growth) {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    static final String FOLDER = RunDirectory.REPLAYED;
    static final String FILE = "replay.json";
    static final String JOURNAL = "journal.jsonl";
    static final String METRICS = "metrics.jsonl";
    static final String CHECKPOINTS = "checkpoints";

    /** What a run repeats; empty of one that repeats nothing. */
    public static Optional<Replay> in(RunDirectory directory) throws IOException {
        Path folder = directory.path().resolve(FOLDER);
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, Object> facts = Json.parse(SmallFile.text(file));
        if (!(facts.get("of") instanceof String of && facts.get("step") instanceof Number step)) {
            throw new IOException(file + ": does not say what is repeated");
        }
        Path journal = folder.resolve(JOURNAL);
        return Optional.of(new Replay(folder, of, step.longValue(), growth(folder, journal, Files.size(journal))));
    }

    /** How a run has grown, by its journal up to a mark; arrays stand beside it in a directory. */
    static RecordedGrowth growth(Path directory, Path journal, long mark) throws IOException {
        SideArrays arrays = new SideArrays(directory);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Map<String, Object> line : JsonLines.read(journal, mark)) {
            lines.add(arrays.read(line));
        }
        return RecordedGrowth.of(lines);
    }

    /** What differs between a run's state and the checkpoint that was to be reached, in words; empty if no bit does. */
    public Optional<String> difference(Snapshot reached, Path metrics) throws IOException {
        Snapshot end = new Checkpoints(folder.resolve(CHECKPOINTS), of, Disk.local())
                .newest()
                .snapshot();
        Optional<String> first = first(end, reached);
        if (first.isEmpty()) {
            return first;
        }
        String since = since(metrics)
                .map(at -> "; the losses on record part at step " + at)
                .orElse("; no loss on record differs");
        return Optional.of("is not " + of + "@" + step + ": " + first.get() + since);
    }

    private static Optional<String> first(Snapshot end, Snapshot reached) {
        if (!end.dims().equals(reached.dims())) {
            return Optional.of("sizes are " + reached.dims() + ", not " + end.dims());
        }
        for (Map.Entry<String, SavedParameter> each : end.parameters().entrySet()) {
            SavedParameter there = each.getValue();
            SavedParameter here = reached.parameters().get(each.getKey());
            if (!there.equals(here)) {
                return Optional.of(each.getKey() + " differs first" + (here == null ? "" : where(there, here)));
            }
        }
        return Optional.empty();
    }

    private static String where(SavedParameter there, SavedParameter here) {
        float[] values = there.values();
        for (int i = 0; i < Math.min(values.length, here.values().length); i++) {
            if (Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(here.values()[i])) {
                return ", entry " + i + " is " + here.values()[i] + ", not " + values[i];
            }
        }
        return ", in moments or ages alone";
    }

    /** The first step whose loss is another in the metrics of the two; every tenth is on record, and every epoch's end. */
    private Optional<Long> since(Path metrics) throws IOException {
        Iterator<Map<String, Object>> here = losses(metrics);
        for (Iterator<Map<String, Object>> there = losses(folder.resolve(METRICS)); there.hasNext(); ) {
            Map<String, Object> line = there.next();
            if (!here.hasNext() || !same(line, here.next())) {
                return line.get("step") instanceof Number at ? Optional.of(at.longValue()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean same(Map<String, Object> a, Map<String, Object> b) {
        return List.of("step", "loss", "train", "held-out").stream()
                .allMatch(key -> Objects.equals(a.get(key), b.get(key)));
    }

    private static Iterator<Map<String, Object>> losses(Path metrics) throws IOException {
        return JsonLines.readFigures(metrics, LOG::warn).stream()
                .filter(line -> "step".equals(line.get("kind")) || "epoch".equals(line.get("kind")))
                .iterator();
    }
}
