package org.espalier.shell.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent.DimSize;
import org.espalier.api.run.Subscription;

/** The figures of a run as of now, from what it tells whoever comes late; those that it does not tell are empty. */
public final class RunFigures {
    private final RunProgress standing;

    private RunFigures(RunProgress standing) {
        this.standing = standing;
    }

    /** Those of a run. */
    public static RunFigures of(Run run) {
        RunProgress standing = new RunProgress(run.id());
        // What is replayed comes on this thread; what comes meanwhile on the run's.
        try (Subscription events = run.subscribe(event -> {
            synchronized (standing) {
                standing.on(event);
            }
        })) {
            return new RunFigures(standing);
        }
    }

    /** {@code 7/12}. */
    public String epoch() {
        return standing.epochs() == 0 ? "" : standing.epoch() + "/" + standing.epochs();
    }

    /** The training loss. */
    public String loss() {
        return figure(standing.loss());
    }

    /** The loss on the validation split. */
    public String heldOut() {
        return figure(standing.heldOut());
    }

    private static String figure(double loss) {
        return Double.isNaN(loss) ? "" : Numbers.figure(loss);
    }

    /** {@code modes 6 4 5 7  resolution 32²}. */
    public String sizes(Glyphs glyphs) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (DimSize dim : standing.dims()) {
            String size = RunProgress.isResolution(dim)
                    ? Numbers.resolution(dim.size(), standing.axes(), glyphs)
                    : Integer.toString(dim.size());
            rows.computeIfAbsent(DimNames.row(dim.name()), row -> new ArrayList<>())
                    .add(size);
        }
        List<String> words = new ArrayList<>();
        rows.forEach((row, sizes) -> words.add(row + " " + String.join(" ", sizes)));
        return String.join("  ", words);
    }

    /** The same for programs. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (standing.epochs() > 0) {
            fields.put("steps", standing.steps());
            fields.put("epoch", standing.epoch());
            fields.put("epochs", standing.epochs());
            fields.put("parameters", standing.parameters());
        }
        if (Double.isFinite(standing.loss())) fields.put("loss", standing.loss());
        if (Double.isFinite(standing.heldOut())) fields.put("held-out", standing.heldOut());
        fields.put("dims", JsonDisplay.dims(standing.dims()));
        return fields;
    }
}
