package org.espalier.host.runs.uses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Shapes;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.ModelAlone;
import org.espalier.host.export.ExportFolder;
import org.espalier.host.export.Weights;
import org.espalier.host.export.WeightsFormat;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.store.Snapshot;
import org.espalier.settings.OneLine;

/** A checkpoint's weights as files that others read. It asks for the model alone, and does without that, too. */
final class Exporting {
    private final RunCheckpoint from;
    private final Supply supply;

    Exporting(RunCheckpoint from, Supply supply) {
        this.from = from;
        this.supply = supply;
    }

    /** Writes weights and script into a folder, which is made: the files. */
    List<Path> write(WeightsFormat format, Path folder) throws IOException, RefusedException {
        Snapshot snapshot = from.checkpoint().snapshot();
        JobInEffect job = JobInEffect.at(from.directory(), snapshot);
        Weights weights = Weights.of(snapshot, job.yaml());
        String source;
        try {
            ModelAlone model = ModelAlone.of(
                    job.under(Map.of()).job(), supply, from.directory().base());
            Dims dims = new Restoring(snapshot, model.sizing()).dims();
            Shapes shapes = model.sizing().shapes(dims);
            weights = weights.withShapes(shapes.input(), shapes.target());
            source = model.torch(dims)
                    .orElseGet(() -> ExportFolder.noModel("the model's author gives no PyTorch source of it"));
        } catch (DataException | IllegalArgumentException | RefusedException e) {
            source = ExportFolder.noModel(OneLine.whole(String.valueOf(e.getMessage())));
        }
        return new ExportFolder(folder, format).write(weights, "Weights of " + from.name(), source);
    }
}
