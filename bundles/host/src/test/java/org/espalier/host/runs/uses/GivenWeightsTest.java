package org.espalier.host.runs.uses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.arrays.Sha256;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Tensor;
import org.espalier.host.store.TensorFile;
import org.espalier.host.support.TinyContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenWeightsTest extends HostedTinyRuns {
    private Run source;
    private Path job;
    private int exports;

    @BeforeEach
    void aRunWithFiveUnitsWhoseWeightsAreTaken() throws Exception {
        source = start("name: source\nepochs: 2\nmodel: { type: mlp, hidden: 5, most: 64 }\n", "source.yaml");
        finished(source);
        job = Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job("seed: 5\n"));
    }

    /** A run whose job says some keys otherwise. */
    private Run start(String instead, String name) throws Exception {
        String text = TinyContainer.job("");
        for (String line : instead.lines().toList()) {
            text = text.replaceAll("(?m)^" + line.replaceAll(":.*", "") + ":.*$", line);
        }
        return runs.start(RunRequest.of(Files.writeString(folder.resolve(name), text), folder.resolve("runs")));
    }

    private Path exported(String format) throws Exception {
        Path target = folder.resolve("out-" + exports++);
        return runs.export(source.directory(), format, target).get(0);
    }

    private Run begin(Path weights) throws Exception {
        return runs.start(RunRequest.of(job, folder.resolve("runs")).weights(weights));
    }

    private static Snapshot birth(Run run) throws Exception {
        return checkpoints(run).open(run.directory().resolve("checkpoints/0")).snapshot();
    }

    private void beginsWithThem(Run run) throws Exception {
        finished(run);
        Snapshot born = birth(run);
        assertEquals(5, born.dims().get("hidden"));
        assertEquals(0, born.revision());
        newest(source).parameters().forEach((name, wanted) -> {
            SavedParameter found = born.parameters().get(name);
            assertArrayEquals(wanted.values(), found.values(), name);
            found.moments().forEach(moment -> assertArrayEquals(new float[moment.length], moment, name));
            found.births().forEach(births -> assertArrayEquals(new long[births.length], births, name));
        });
        Path start = run.directory().resolve("checkpoints/0");
        assertEquals(loss(source.directory(), "test"), loss(start, "test"));
    }

    private static void notes(String from, String sum, Run run) throws Exception {
        Map<String, Object> line = journal(run, "birth").get(0);
        assertEquals(from, line.get("weights"));
        assertEquals(sum, line.get("weights.sha-256"));
        Map<String, String> provenance = checkpoints(run).newest().manifest().provenance();
        assertEquals(from, provenance.get("weights"));
        assertEquals(sum, provenance.get("weights.sha-256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz"})
    void aRunBeginsWithTheWeightsOfAFileAtTheirSizesAndNotesTheirSum(String format) throws Exception {
        Path file = exported(format);
        Run run = begin(file);
        beginsWithThem(run);
        notes(file.toString(), Sha256.of(file), run);
        assertEquals(21, run.step());
    }

    @Test
    void aRunBeginsWithTheWeightsOfACheckpoint() throws Exception {
        Path checkpoint = source.directory().resolve("checkpoints/14");
        Run run = begin(checkpoint);
        beginsWithThem(run);
        notes("source/1@14", Sha256.of(checkpoint.resolve("weights.safetensors")), run);
    }

    @Test
    void aRunThatStartsOverNeedsTheFileNoMoreAndEndsBitEqual() throws Exception {
        Path file = exported("npz");
        Run run = begin(file);
        finished(run);
        Snapshot end = newest(run);
        Files.delete(file);
        cutBack(run, -1);
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(end.parameters(), newest(again).parameters());
        notes(file.toString(), String.valueOf(journal(run, "birth").get(0).get("weights.sha-256")), again);
    }

    @Test
    void weightsOfSomebodyElseFitByTheirShapesAlone() throws Exception {
        Run own = start("name: own\nepochs: 1\n", "own.yaml");
        finished(own);
        Path plain = own.directory().resolve("checkpoints/7/weights.safetensors");
        Run run = begin(plain);
        finished(run);
        assertArrayEquals(
                newest(own).parameters().get("w1").values(),
                birth(run).parameters().get("w1").values());
        refused(
                source.directory().resolve("checkpoints/14/weights.safetensors"),
                "w1",
                "has shape [5, 4] — the job's model has it of shape [4, 4]; the file says no sizes");
    }

    private String refused(Path weights, String field, String why) {
        RefusedException refused = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThrows(RefusedException.class, () -> begin(weights)));
        assertEquals(weights.toString(), refused.where(), refused::getMessage);
        assertTrue(refused.key().startsWith(field), refused::getMessage);
        assertTrue(refused.why().contains(why), refused::getMessage);
        assertFalse(refused.getMessage().contains("\n"));
        return refused.getMessage();
    }

    /** The source's weights with something done to them, as other programs write them: with sizes and no other texts. */
    private Path written(Consumer<Map<String, Tensor>> change) throws Exception {
        TensorFile good = TensorFile.read(exported("safetensors"));
        Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
        change.accept(tensors);
        Path file = folder.resolve("other.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            new TensorFile(tensors, Map.of("dims", good.metadata().get("dims"))).write(out);
        }
        return file;
    }

    @Test
    void parametersThatAreMissingOrTooManyOrOfAnotherShapeAreNamed() throws Exception {
        String message = refused(written(all -> all.remove("b1")), "b1", "is missing — the job's model has it");
        assertEquals(
                folder.resolve("other.safetensors") + ": b1: is missing — the job's model has it, of shape [5]",
                message);
        refused(
                written(all -> all.put("w3", new Tensor.Floats(new int[] {1}, new float[1]))),
                "w3",
                "has shape [1] — the job's model has no such parameter");
        refused(
                written(all -> all.put("w2", new Tensor.Floats(new int[] {5, 2}, new float[10]))),
                "w2",
                "has shape [5, 2] — the job's model has it of shape [2, 5]");
        refused(
                written(all -> all.put("b1", new Tensor.Floats(new int[] {5}, new float[] {0, 0, Float.NaN, 0, 0}))),
                "b1",
                "entry 2 is NaN; weights must be finite");
        assertFalse(Files.exists(folder.resolve("runs/tiny/1")), "nothing was begun");
    }

    @Test
    void sizesBeyondWhatTheJobAllowsAreRefused() throws Exception {
        Path file = exported("npz");
        job = Files.writeString(
                folder.resolve("tiny.yaml"),
                TinyContainer.job("").replace("hidden: 4, most: 64", "hidden: 2, most: 4"));
        refused(file, "hidden", "5 — the job's model takes at most 4 on its data; raise what limits it");
    }

    @Test
    void aDamagedCheckpointIsRefused() throws Exception {
        Path checkpoint = source.directory().resolve("checkpoints/14");
        byte[] bytes = Files.readAllBytes(checkpoint.resolve("weights.safetensors"));
        bytes[bytes.length - 3] ^= 1;
        Files.write(checkpoint.resolve("weights.safetensors"), bytes);
        refused(checkpoint, "", "checkpoints/14/weights.safetensors: corrupt: its SHA-256");
        refused(folder.resolve("nothing.npz"), "", "there is no such file");
    }
}
