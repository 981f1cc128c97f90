package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.arrays.NpyException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.GivenChecks;
import org.espalier.host.export.Inheritance;
import org.espalier.host.export.WeightsException;
import org.espalier.host.export.WeightsFormat;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Supply;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.store.RunDirectory;
import org.espalier.settings.Names;

/** What is done with checkpoints but training on: predictions, measures, exports, and beginning with their weights. */
final class CheckpointUses {
    private final PluginRegistry registry;

    CheckpointUses(PluginRegistry registry) {
        this.registry = registry;
    }

    /** One use, which may find that a file or a directory is not as it should be. */
    private interface Use<T> {
        T of(RunCheckpoint checkpoint) throws IOException, RefusedException, InterruptedException;
    }

    /** The weights that a run is to begin with, checked against its job; nothing is written. */
    static Optional<Inheritance> weights(RunRequest request, Assembly assembly) throws RefusedException {
        if (request.weights().isEmpty()) {
            return Optional.empty();
        }
        Path from = request.weights().get();
        try {
            Inheritance given = Inheritance.of(from);
            new GivenChecks(assembly, given.weights()).run();
            return Optional.of(given);
        } catch (WeightsException e) {
            throw new RefusedException(e.file(), e.field(), e.why());
        } catch (IOException e) {
            throw new RefusedException(from.toString(), "", HostedRuns.why(e, from));
        }
    }

    int[] predict(Path path, Path input, Path output) throws RefusedException {
        return used(path, found -> new Prediction(
                        inference(found.directory()), found.checkpoint().snapshot())
                .write(input, output));
    }

    List<TestLoss> evaluate(Path path, String split, List<Integer> resolutions, Surroundings around)
            throws RefusedException, InterruptedException {
        return interruptible(path, found -> new Evaluating(inference(found.directory()), found, around)
                .losses(Evaluating.split(split), resolutions));
    }

    List<Path> export(Path path, String format, Path output) throws RefusedException {
        WeightsFormat known = WeightsFormat.of(format)
                .orElseThrow(() -> new RefusedException(
                        "export", "--format", Names.unknown("format", format, List.of("safetensors", "npz"))));
        return used(path, found -> new Exporting(found, registry).write(known, output));
    }

    /** The job of a run; where a strategy has gone, the job without growth, which a model does not need any more. */
    private Assembly inference(RunDirectory directory) throws IOException, RefusedException {
        Path base = Resumption.base(directory);
        JobFile whole = JobFile.read(directory.jobFile(), Map.of());
        try {
            return Assembly.of(whole, Supply.of(registry), base);
        } catch (RefusedException e) {
            if (!e.key().startsWith("growth.")) {
                throw e;
            }
            return Assembly.of(JobFile.read(directory.jobFile(), Map.of("growth", "off")), Supply.of(registry), base);
        }
    }

    private static <T> T used(Path path, Use<T> use) throws RefusedException {
        try {
            return interruptible(path, use);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(path.toString(), "", "interrupted");
        }
    }

    private static <T> T interruptible(Path path, Use<T> use) throws RefusedException, InterruptedException {
        try {
            return use.of(RunCheckpoint.open(path));
        } catch (NpyException e) {
            throw new RefusedException(e.place(), "", e.why());
        } catch (WeightsException e) {
            throw new RefusedException(e.file(), e.field(), e.why());
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new RefusedException(path.toString(), "", HostedRuns.why(e, path));
        }
    }
}
