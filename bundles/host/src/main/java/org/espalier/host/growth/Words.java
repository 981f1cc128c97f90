package org.espalier.host.growth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.run.RunEvent;
import org.espalier.host.log.RunLog;
import org.espalier.host.weights.Revision;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;

/** What growth says of itself: one line per event, the same in the journal and to whoever watches. */
final class Words {
    private Words() {}

    /** Says that something has not gone as asked. */
    static void tell(RunLog log, String kind, long step, String entry, String why) {
        String line = OneLine.whole(why);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entry", entry);
        fields.put("why", line);
        log.journal(kind, step, fields);
        log.tell(new RunEvent.Noted(step, kind, entry + ": " + line));
    }

    /** Keeps the whole plan that was carried out, to be carried out again from the journal alone. */
    static void plan(RunLog log, long step, String entry, String why, GrowthPlan plan, long revision) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entry", entry);
        fields.put("why", OneLine.whole(why));
        fields.put("revision", revision);
        fields.putAll(PlanWords.of(plan));
        log.journal(RecordedGrowth.PLAN, step, fields);
    }

    /** Says what has grown: one line per dim. */
    static void grown(
            RunLog log,
            long step,
            String entry,
            String why,
            Blueprint blueprint,
            Grower.Grown grown,
            String outputs,
            long millis) {
        Revision revision = grown.revision();
        for (SizeChange change : blueprint.changes()) {
            Double truncated = grown.truncated().get(change.dim());
            String note = note(change, revision.dims(), truncated);
            String reason = OneLine.whole(change.why().isEmpty() ? why : change.why());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("entry", entry);
            fields.put("op", change.op());
            fields.put("dim", change.dim());
            revision.dims().find(change.dim()).ifPresent(dim -> {
                fields.put("dim-kind", dim.kind());
                fields.put("limit", dim.limit());
            });
            fields.put("from", change.from());
            fields.put("to", change.to());
            fields.put("why", reason);
            fields.put("revision", revision.number());
            fields.put("outputs", outputs);
            if (truncated != null) {
                fields.put("truncated", truncated);
            }
            if (!note.isEmpty()) {
                fields.put("note", note);
            }
            fields.put("ms", millis);
            log.journal("growth", step, fields);
            log.tell(new RunEvent.Grown(
                    step,
                    entry,
                    change.dim(),
                    change.from(),
                    change.to(),
                    reason,
                    revision.number(),
                    outputs,
                    millis,
                    revision.layout().trainedEntries(),
                    DimSizes.of(revision.dims()),
                    note));
        }
        assigned(log, step, entry, why, blueprint, revision.number(), outputs, millis);
    }

    /** Says what was written anew: one line per parameter. */
    private static void assigned(
            RunLog log,
            long step,
            String entry,
            String why,
            Blueprint blueprint,
            long revision,
            String outputs,
            long millis) {
        blueprint.assigned().forEach((parameter, init) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("entry", entry);
            fields.put("op", "assign");
            fields.put("parameter", parameter);
            fields.put("why", OneLine.whole(why));
            fields.put("revision", revision);
            fields.put("outputs", outputs);
            fields.put("ms", millis);
            log.journal("growth", step, fields);
        });
    }

    /** A change of size with what else there is to know: {@code layer.rank 5→3 (8.2 % of its norm cut off)}. */
    static String change(SizeChange change, Dims after, Map<String, Double> lost) {
        String note = note(change, after, lost.get(change.dim()));
        return change.dim() + " " + change.from() + "\u2192" + change.to() + (note.isEmpty() ? "" : " (" + note + ")");
    }

    /** What a cut loses, or that a dim which a criterion looks at has nowhere left to grow. */
    private static String note(SizeChange change, Dims after, @Nullable Double truncated) {
        if (truncated != null) {
            return cut(truncated);
        }
        boolean ends = change.to() > change.from()
                && after.find(change.dim())
                        .filter(dim -> dim.full() && !(dim.spectrum() instanceof Spectrum.None))
                        .isPresent();
        return ends ? "at its limit" : "";
    }

    /** How much of a product was cut off, in percent of its Frobenius norm. */
    private static String cut(double share) {
        if (share == 0) {
            return "nothing cut off";
        }
        double percent = 100 * share;
        String digits =
                percent < 0.01 ? "less than 0.01" : String.format(Locale.ROOT, percent < 1 ? "%.2f" : "%.1f", percent);
        return digits + " % of its norm cut off";
    }
}
