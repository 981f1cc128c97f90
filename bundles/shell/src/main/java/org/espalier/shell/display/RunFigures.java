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
    private final RunProgress progress;

    private RunFigures(RunProgress progress) {
        this.progress = progress;
    }

    /** Those of a run. */
    public static RunFigures of(Run run) {
        RunProgress progress = new RunProgress(run.id());
        // What is replayed comes on this thread; what comes meanwhile on the run's.
        try (Subscription events = run.subscribe(event -> {
            synchronized (progress) {
                progress.on(event);
            }
        })) {
            return new RunFigures(progress);
        }
    }

    /** {@code 7/12}. */
    public String epoch() {
        return progress.epochs() == 0 ? "" : progress.epoch() + "/" + progress.epochs();
    }

    /** The training loss. */
    public String loss() {
        return figure(progress.loss());
    }

    /** The loss on the validation split. */
    public String heldOut() {
        return figure(progress.heldOut());
    }

    private static String figure(double loss) {
        return Double.isNaN(loss) ? "" : Numbers.figure(loss);
    }

    /** {@code modes 6 4 5 7  resolution 32²}. */
    public String sizes(Glyphs glyphs) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (DimSize dim : progress.dims()) {
            String size = RunProgress.isResolution(dim)
                    ? Numbers.resolution(dim.size(), progress.axes(), glyphs)
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
        if (progress.epochs() > 0) {
            fields.put("steps", progress.steps());
            fields.put("epoch", progress.epoch());
            fields.put("epochs", progress.epochs());
            fields.put("parameters", progress.parameters());
        }
        if (Double.isFinite(progress.loss())) fields.put("loss", progress.loss());
        if (Double.isFinite(progress.heldOut())) fields.put("held-out", progress.heldOut());
        fields.put("dims", JsonDisplay.dims(progress.dims()));
        return fields;
    }
}
