package org.espalier.host.runs.uses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.runs.results.TrainedGrids;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Evaluator;
import org.espalier.host.training.Score;
import org.espalier.host.weights.Revision;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;

/** The losses of a checkpoint on the data of its job, measured as the end of a run measures them. */
final class Evaluating {
    private final Assembly assembly;
    private final RunCheckpoint from;
    private final Path cache;

    /** @param cache folder for data that was made */
    Evaluating(Assembly assembly, RunCheckpoint from, Path cache) {
        this.assembly = assembly;
        this.from = from;
        this.cache = cache;
    }

    /** The split of that name; what a model was trained on says nothing of it. */
    static Split split(String name) throws RefusedException {
        return switch (name) {
            case "test" -> Split.TEST;
            case "validation" -> Split.VALIDATION;
            default ->
                throw new RefusedException(
                        "evaluate", "--split", Names.unknown("split", name, List.of("test", "validation")));
        };
    }

    /** A loss for each resolution; where none is named, for those of the job's tests, or on validation data the run's own. */
    List<TestLoss> losses(Split split, List<Integer> resolutions)
            throws IOException, RefusedException, InterruptedException {
        Snapshot snapshot = from.checkpoint().snapshot();
        Restoring restoring = new Restoring(snapshot, assembly.sizing());
        Dims saved = restoring.dims();
        List<Dims> wanted = resolutions.isEmpty() ? usual(split, saved) : at(saved, resolutions);
        TreeSet<Integer> trained = TrainedGrids.of(from.directory(), saved);
        try (Dataset data = open()) {
            Revision revision = restoring.revision(assembly.precision());
            try (Evaluator evaluator = assembly.evaluator(data, revision, Snapshots.normaliser(snapshot))) {
                List<TestLoss> losses = new ArrayList<>();
                for (Dims dims : wanted) {
                    Score score = evaluator.score(split, dims);
                    int resolution = TrainedGrids.resolution(dims);
                    losses.add(new TestLoss(resolution, trained.contains(resolution), score.loss(), score.figures()));
                }
                return losses;
            } finally {
                revision.close();
            }
        }
    }

    private List<Dims> usual(Split split, Dims saved) {
        return split == Split.TEST
                ? assembly.outline().tests().stream().map(saved::with).toList()
                : List.of(saved);
    }

    private List<Dims> at(Dims saved, List<Integer> resolutions) throws RefusedException {
        Dim grid = TrainedGrids.grid(saved).orElse(null);
        List<Dims> wanted = new ArrayList<>();
        for (int points : resolutions) {
            if (grid == null) {
                throw refuse("the data of this run has no resolution");
            }
            if (points < 1) {
                throw refuse(points + " is no number of grid points");
            }
            Dims dims = saved.with(Dim.of(grid.name(), grid.kind(), points, Math.max(points, grid.limit())));
            if (!possible(grid, points)) {
                throw refuse("the data of this run cannot be had with " + points + " points per axis");
            }
            try {
                wanted.add(assembly.sizing().complete(dims));
            } catch (SettingsException e) {
                throw refuse(points + " points per axis are too few: " + e.getMessage());
            }
        }
        return wanted;
    }

    /** Data is promised at the sizes that its dim permits, and at those of the tests. */
    private boolean possible(Dim grid, int points) {
        return assembly.outline().dims().get(grid.name()).permits(points)
                || assembly.outline().tests().stream().anyMatch(test -> test.size(grid.name()) == points);
    }

    private static RefusedException refuse(String why) {
        return new RefusedException("evaluate", "--resolution", why);
    }

    private Dataset open() throws IOException, RefusedException, InterruptedException {
        Files.createDirectories(cache);
        try {
            return assembly.open(QuietContext.of(assembly, cache));
        } catch (DataException e) {
            throw new RefusedException(
                    from.directory().jobFile().toString(), "data", OneLine.whole(String.valueOf(e.getMessage())));
        }
    }
}
