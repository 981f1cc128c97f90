package org.espalier.host.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.RefusedException;
import org.espalier.arrays.Sha256;
import org.espalier.host.job.JobInEffect;
import org.espalier.host.store.CheckpointException;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Json;
import org.espalier.host.store.Manifest;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.SmallFile;
import org.espalier.host.training.GivenWeights;
import org.espalier.settings.OneLine;

/**
 * The weights that a run is born with, when somebody gives them. They are kept in the run's directory, so that a run which
 * starts over needs nothing else, and where they came from is noted for ever.
 *
 * @param weights the weights
 * @param content the file that is kept
 * @param lineage what is noted: {@code weights}, {@code weights.sha-256}, of weights that were codes {@code codes.sha-256}
 */
public record Inheritance(GivenWeights weights, Disk.Content content, Map<String, String> lineage) {
    private static final String KEPT = "given-weights";
    private static final String LINEAGE = "lineage.json";
    private static final String SAVED = "weights.safetensors";
    private static final String CODED = "codes.safetensors";

    /**
     * The weights of a file, or of a checkpoint by its directory or that of its run.
     *
     * @throws WeightsException if it cannot be used
     */
    public static Inheritance of(Path from) throws IOException {
        if (Files.isDirectory(from)) {
            return ofCheckpoint(from);
        }
        GivenWeights weights = WeightsReader.read(from);
        String sum = Sha256.of(from);
        return new Inheritance(weights, out -> copy(from, sum, out), lineage(from.toString(), sum));
    }

    private static void copy(Path from, String sum, OutputStream out) throws IOException {
        Files.copy(from, out);
        if (!Sha256.of(from).equals(sum)) {
            throw new WeightsException(from.toString(), "", "was changed while the run was begun");
        }
    }

    private static Inheritance ofCheckpoint(Path from) throws IOException {
        RunCheckpoint found;
        String job;
        try {
            found = RunCheckpoint.open(from);
            job = JobInEffect.at(found.directory(), found.checkpoint().snapshot())
                    .yaml();
        } catch (CheckpointException | RefusedException e) {
            throw new WeightsException(from.toString(), "", e.getMessage());
        }
        Weights weights = Weights.of(found.checkpoint().snapshot(), job);
        Map<String, Manifest.Stamp> files = found.checkpoint().manifest().files();
        Map<String, String> lineage = lineage(found.name(), files.get(SAVED).sha256());
        if (files.containsKey(CODED)) {
            lineage.put("codes.sha-256", files.get(CODED).sha256());
        }
        return new Inheritance(
                WeightsReader.given(found.name(), weights),
                out -> weights.write(WeightsFormat.SAFETENSORS, out),
                lineage);
    }

    private static Map<String, String> lineage(String from, String sum) {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("weights", OneLine.whole(from));
        lineage.put("weights.sha-256", sum);
        return lineage;
    }

    /** Writes the weights into the directory of a run that is to begin. */
    public void keep(RunDirectory directory) throws IOException {
        Disk.local().write(directory.path().resolve(KEPT), content);
        directory.write(LINEAGE, Json.pretty(lineage));
    }

    /** Gives another run the weights that a run was born with, if any were given. */
    public static void copy(RunDirectory from, RunDirectory to) throws IOException {
        for (String file : List.of(KEPT, LINEAGE)) {
            Path kept = from.path().resolve(file);
            if (Files.exists(kept)) {
                Disk.local().write(to.path().resolve(file), out -> Files.copy(kept, out));
            }
        }
    }

    /** What is noted of the weights that a run was born with; nothing of a run that was born by its layout. */
    public static Map<String, String> lineage(RunDirectory directory) throws IOException {
        Path file = directory.path().resolve(LINEAGE);
        Map<String, String> lineage = new LinkedHashMap<>();
        if (Files.exists(file)) {
            Json.parse(SmallFile.text(file)).forEach((fact, value) -> lineage.put(fact, String.valueOf(value)));
        }
        return lineage;
    }

    /** The weights that a run is born with, if any were given. */
    public static Optional<GivenWeights> kept(RunDirectory directory) throws IOException {
        Path file = directory.path().resolve(KEPT);
        return Files.exists(file) ? Optional.of(WeightsReader.read(file)) : Optional.empty();
    }
}
