package org.espalier.host.runs.uses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.arrays.Npz;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.Json;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Tensor;
import org.espalier.host.store.TensorFile;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyMlp;
import org.junit.jupiter.api.Test;

class ExportTest extends HostedTinyRuns {
    /** The tiny model by somebody who gives its source, too. */
    private static final class InPython implements Model<TinyMlp.Settings> {
        private final TinyMlp model = new TinyMlp();
        private final boolean broken;

        InPython(boolean broken) {
            this.broken = broken;
        }

        @Override
        public Class<TinyMlp.Settings> settings() {
            return model.settings();
        }

        @Override
        public Dims dims(TinyMlp.Settings settings) {
            return model.dims(settings);
        }

        @Override
        public Layout layout(TinyMlp.Settings settings, Dims dims, Shapes batch) {
            return model.layout(settings, dims, batch);
        }

        @Override
        public Cost cost(TinyMlp.Settings settings, Dims dims, Shapes batch) {
            return model.cost(settings, dims, batch);
        }

        @Override
        public Optional<String> torch(TinyMlp.Settings settings, Dims dims, Shapes batch) {
            if (broken) {
                throw new IllegalStateException("no snakes here");
            }
            return Optional.of("def network():\n    return Tiny(hidden=%d)".formatted(dims.size("hidden")));
        }

        @Override
        public Program prepare(TinyMlp.Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            return model.prepare(settings, dims, batch, workspace);
        }
    }

    private Path exported(Path from, String format, String folder) throws Exception {
        Path target = this.folder.resolve(folder);
        List<Path> files = runs.export(from, format, target);
        assertEquals(List.of(target.resolve("weights." + format), target.resolve("load_in_torch.py")), files);
        return target;
    }

    private static void holds(Snapshot wanted, Map<String, String> texts) throws Exception {
        assertEquals("tiny/1", texts.get("run"));
        assertEquals("21", texts.get("step"));
        assertTrue(texts.get("job").startsWith("name: tiny\n"));
        assertEquals(wanted.dims(), Json.parse(texts.get("dims")));
        Map<?, ?> target = (Map<?, ?>) Json.parse(texts.get("normaliser")).get("target");
        double[] mean = ((List<?>) target.get("mean"))
                .stream().mapToDouble(m -> (Double) m).toArray();
        assertArrayEquals(wanted.statistics().get("target.mean"), mean);
        assertEquals(List.of(4), Json.parse(texts.get("shapes")).get("input"));
    }

    @Test
    void bothFormatsHoldEveryWeightToTheBitAndWhatTheyAre() throws Exception {
        Run run = start("");
        finished(run);
        Snapshot saved = newest(run);
        TensorFile tensors =
                TensorFile.read(exported(run.directory(), "safetensors", "a").resolve("weights.safetensors"));
        Npz npz = Npz.read(exported(run.directory(), "npz", "b").resolve("weights.npz"));
        saved.parameters().forEach((name, p) -> {
            assertEquals(
                    new Tensor.Floats(p.shape(), p.values()), tensors.tensors().get(name));
            assertArrayEquals(p.shape(), npz.arrays().get(name).shape());
            assertArrayEquals(p.values(), npz.arrays().get(name).values());
        });
        assertEquals(
                List.copyOf(saved.parameters().keySet()),
                List.copyOf(tensors.tensors().keySet()));
        assertEquals(
                List.copyOf(saved.parameters().keySet()),
                List.copyOf(npz.arrays().keySet()));
        holds(saved, tensors.metadata());
        @SuppressWarnings({"unchecked", "rawtypes"}) // all texts
        Map<String, String> texts = (Map) Json.parse(npz.texts().get("__metadata__"));
        holds(saved, texts);
    }

    @Test
    void equalWeightsAreEqualFiles() throws Exception {
        Run run = start("");
        finished(run);
        for (String format : List.of("safetensors", "npz")) {
            Path one = exported(run.directory(), format, "one-" + format);
            Path other = exported(run.directory().resolve("checkpoints/21"), format, "other-" + format);
            for (String file : List.of("weights." + format, "load_in_torch.py")) {
                assertEquals(-1, Files.mismatch(one.resolve(file), other.resolve(file)), file);
            }
        }
    }

    @Test
    void aModelWhoseAuthorGivesItsSourceStandsInTheScriptAtTheSizesToWhichItHasGrown() throws Exception {
        container.put(container.registry().models(), "mlp", new InPython(false));
        container.put(
                container.registry().strategies(),
                "once",
                new Scripted((seen, state) -> seen.dims().get(0).size() == 4
                        ? Decision.grow(GrowthPlan.of(GrowthOp.resize("hidden", 9)), "it is time", state)
                        : Decision.keep("grown", state)));
        Run run = start("growth: [ { id: width, type: once, dims: hidden, every: 5 steps } ]\n");
        finished(run);
        // Export asks for no strategy.
        container.take(container.registry().strategies(), "once");
        String script = Files.readString(exported(run.directory(), "npz", "a").resolve("load_in_torch.py"));
        assertTrue(script.contains("\ndef network():\n    return Tiny(hidden=9)\n"), script);
        assertTrue(script.contains("\"weights.npz\""), script);
        assertTrue(script.startsWith("\"\"\"Weights of tiny/1@21, in plain PyTorch.\n"), script);
        assertFalse(script.replace("tiny/1@21", "").contains("@"), "nothing is left to be filled in");
    }

    @Test
    void aCheckpointOpensWithoutItsModelAndTheScriptSaysWhatItLacks() throws Exception {
        Run run = start("");
        finished(run);
        Path with = exported(run.directory(), "npz", "with");
        assertTrue(Files.readString(with.resolve("load_in_torch.py"))
                .contains("the model's author gives no PyTorch source of it"));
        container.take(container.registry().models(), "mlp");
        Path without = exported(run.directory(), "npz", "without");
        assertTrue(Files.readString(without.resolve("load_in_torch.py")).contains("no model here: model.type: mlp — "));
        assertEquals(
                Npz.read(with.resolve("weights.npz")).arrays().keySet(),
                Npz.read(without.resolve("weights.npz")).arrays().keySet());
    }

    @Test
    void aModelThatFailsToGiveItsSourceCostsTheSourceAlone() throws Exception {
        Run run = start("");
        finished(run);
        container.put(container.registry().models(), "mlp", new InPython(true));
        Path target = exported(run.directory(), "safetensors", "a");
        assertTrue(
                Files.readString(target.resolve("load_in_torch.py")).contains("no snakes here; the weights are all"));
    }

    @Test
    void whatCannotBeExportedIsRefusedAndNothingIsOverwritten() throws Exception {
        Run run = start("");
        finished(run);
        Path target = exported(run.directory(), "npz", "a");
        RefusedException there =
                assertThrows(RefusedException.class, () -> runs.export(run.directory(), "npz", target));
        assertEquals(target.resolve("weights.npz") + ": is there already; nothing is overwritten", there.getMessage());
        RefusedException format =
                assertThrows(RefusedException.class, () -> runs.export(run.directory(), "onnx", target));
        assertTrue(format.getMessage().startsWith("export: --format: "), format::getMessage);
        Path gone = run.directory().resolve("checkpoints/22");
        RefusedException absent = assertThrows(RefusedException.class, () -> runs.export(gone, "npz", target));
        assertTrue(absent.getMessage().contains("checkpoints/22"), absent::getMessage);
        assertFalse(Files.exists(folder.resolve("b")));
    }

    @Test
    void aCheckpointIsMeasuredAndPredictsAsItsRunDidAlsoWithoutItsStrategy() throws Exception {
        container.put(
                container.registry().strategies(),
                "never",
                new Scripted((seen, state) -> Decision.keep("never", state)));
        Run run = start("growth: [ { id: width, type: never, dims: hidden, every: 5 steps } ]\n");
        double told = finished(run).tests().get(0).loss();
        container.take(container.registry().strategies(), "never");
        assertEquals(told, loss(run.directory(), "test"));
        Path last = run.directory().resolve("checkpoints/21");
        assertEquals(last, runs.evaluate(run.directory(), "test", List.of()).checkpoint());
        assertEquals(told, loss(last, "test"));
        assertEquals(newest(run).figures().get("held-out"), loss(last, "validation"));
        Path first = run.directory().resolve("checkpoints/5");
        assertTrue(loss(first, "test") > told);
        Path input = run.directory().resolve("samples/0/input.npy");
        runs.predict(last, input, folder.resolve("last.npy"));
        runs.predict(first, input, folder.resolve("first.npy"));
        Path samples = run.directory().resolve("samples/0/prediction.npy");
        assertEquals(-1, Files.mismatch(samples, folder.resolve("last.npy")));
        assertTrue(Files.mismatch(samples, folder.resolve("first.npy")) > 0);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() throws Exception {
        Run run = start("");
        finished(run);
        for (List<String> wrong : List.of(List.of("train", "--split"), List.of("test", "--resolution"))) {
            RefusedException refused = assertThrows(
                    RefusedException.class, () -> runs.evaluate(run.directory(), wrong.get(0), List.of(32)));
            assertTrue(refused.getMessage().startsWith("evaluate: " + wrong.get(1)), refused::getMessage);
        }
    }
}
