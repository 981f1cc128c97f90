package org.espalier.host.runs.uses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.api.data.DataException;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.Evaluation;
import org.espalier.api.run.Generated;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunRequest;
import org.espalier.arrays.NpyException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.GivenChecks;
import org.espalier.host.assembly.ModelAlone;
import org.espalier.host.energy.EnergyTable;
import org.espalier.host.export.Inheritance;
import org.espalier.host.export.WeightsException;
import org.espalier.host.export.WeightsFormat;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Supply;
import org.espalier.host.store.FileTrouble;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.text.Generation;
import org.espalier.settings.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with checkpoints but training on: predictions, measures, exports, and beginning with their weights. */
public final class CheckpointUses {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointUses.class);
    private final PluginRegistry registry;

    /** Uses with the plugins that serve. */
    public CheckpointUses(PluginRegistry registry) {
        this.registry = registry;
    }

    /** One use, which may find that a file or a directory is not as it should be. */
    private interface Use<T> {
        T of(RunCheckpoint checkpoint) throws IOException, RefusedException, InterruptedException;
    }

    /** The weights that a run is to begin with, checked against its job; nothing is written. */
    public static Optional<Inheritance> weights(RunRequest request, Assembly assembly) throws RefusedException {
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
            throw new RefusedException(from.toString(), "", FileTrouble.why(e, from));
        }
    }

    /** Predicts with its model from a file of inputs into a file of outputs; the shape of what was written. */
    public int[] predict(Path path, Path input, Path output) throws RefusedException {
        return used(
                path, found -> new Prediction(model(found), found.checkpoint().snapshot()).write(input, output));
    }

    /**
     * Has its model go on with a text, whose tokens are handed out as they come.
     *
     * @param written whether more is wanted
     */
    public Generated generate(GenerationRequest request, Predicate<byte[]> written)
            throws RefusedException, InterruptedException {
        Generation.check(request);
        return interruptible(
                request.checkpoint(),
                found -> new Generated(
                        found.checkpoint().directory(),
                        new Writing(model(found), found.checkpoint().snapshot()).write(request, written)));
    }

    /**
     * Measures it on data that it was not trained on.
     *
     * @param cache folder for data that was made
     */
    public Evaluation evaluate(Path path, String split, List<Integer> resolutions, Path cache)
            throws RefusedException, InterruptedException {
        return interruptible(
                path,
                found -> new Evaluation(
                        found.checkpoint().directory(),
                        new Evaluating(assembly(found), found, cache).losses(Evaluating.split(split), resolutions)));
    }

    /** Estimates the energy of training at its sizes. */
    public EnergyEstimate energy(Path path, Optional<Path> table) throws RefusedException {
        EnergyTable energies = EnergyTable.of(table);
        return used(path, found -> new Estimating(assembly(found), found).with(energies));
    }

    /** Writes its weights for others into a folder; the files. */
    public List<Path> export(Path path, String format, Path output) throws RefusedException {
        WeightsFormat known = WeightsFormat.of(format)
                .orElseThrow(() -> new RefusedException(
                        "export", "--format", Names.unknown("format", format, List.of("safetensors", "npz"))));
        return used(path, found -> new Exporting(found, Supply.of(registry)).write(known, output));
    }

    /** The model of the job in effect at a checkpoint. */
    private ModelAlone model(RunCheckpoint from) throws IOException, RefusedException {
        JobFile file =
                JobInEffect.at(from.directory(), from.checkpoint().snapshot()).under(Map.of());
        try {
            return ModelAlone.of(
                    file.job(), Supply.of(registry), from.directory().base());
        } catch (SettingsException e) {
            throw file.refusal(e);
        } catch (DataException e) {
            throw file.refusal("data", file.job().data().type(), e.getMessage());
        }
    }

    /**
     * The job in effect at a checkpoint with its plugins; where a strategy has gone, the job without growth, which a model does not
     * need any more.
     */
    private Assembly assembly(RunCheckpoint from) throws IOException, RefusedException {
        Path base = from.directory().base();
        JobInEffect job = JobInEffect.at(from.directory(), from.checkpoint().snapshot());
        try {
            return Assembly.of(job.under(Map.of()), Supply.of(registry), base);
        } catch (RefusedException e) {
            if (!e.key().startsWith("growth.")) {
                throw e;
            }
            return Assembly.of(job.under(Map.of("growth", "off")), Supply.of(registry), base);
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
            RunCheckpoint found = RunCheckpoint.open(path);
            found.checkpoint().passedOver().forEach(e -> LOG.warn("passed over a checkpoint: {}", e.getMessage()));
            return use.of(found);
        } catch (NpyException e) {
            throw new RefusedException(e.place(), "", e.why());
        } catch (WeightsException e) {
            throw new RefusedException(e.file(), e.field(), e.why());
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new RefusedException(path.toString(), "", FileTrouble.why(e, path));
        }
    }
}
