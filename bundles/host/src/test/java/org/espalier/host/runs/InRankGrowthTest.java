package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Signal;
import org.espalier.host.growth.Intention;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.ResumeTest;
import org.espalier.host.store.Checkpoints;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.inrank.Criterion;
import org.espalier.inrank.InRank;
import org.espalier.inrank.InRankEfficient;
import org.espalier.inrank.InRankEfficientSettings;
import org.espalier.inrank.InRankSettings;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.DeepLinear;
import org.espalier.models.mlp.DeepLinearSettings;
import org.espalier.models.mlp.Mlp;
import org.espalier.models.mlp.MlpSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The perceptron of low rank under InRank: the archive's own plugins, spectra of the model's own products. */
class InRankGrowthTest {
    private static final int EVERY = 5;

    @TempDir
    Path folder;

    private static TinyRun run(Base base, long epochs) {
        Optional<LowRankSettings> low = Optional.of(new LowRankSettings(2, 0, base));
        MlpSettings settings = new MlpSettings(Variant.RESIDUAL, Activation.GELU, 12, List.of(), 2, 64, 4, 0, 0, low);
        return new TinyRun().epochs(epochs).model(new BoundModel(new Mlp(), settings));
    }

    private static TinyRun growing(Base base, long epochs) {
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.9, 1, EVERY, 10);
        return run(base, epochs)
                .grow("rank", "*.rank", new Cadence.Steps(EVERY), new InRank(), settings, Signal.SPECTRUM);
    }

    private static TinyRun efficient(Base base, long epochs) {
        InRankEfficientSettings settings = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 1, EVERY, 10, 3);
        return run(base, epochs)
                .grow("rank", "*.rank", new Cadence.Steps(EVERY), new InRankEfficient(), settings, Signal.SPECTRUM);
    }

    private static void train(Trainer trainer) throws Exception {
        while (!trainer.finished()) {
            trainer.step();
        }
    }

    private static void nothingWentWrong(RecordedLog log) {
        for (String kind : List.of("fault", "rejected", "rolled-back")) {
            assertEquals(List.of(), log.journal(kind), kind);
        }
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void ranksGrowWithWhatIsLearnedAndOutputsStay(Base base) throws Exception {
        RecordedLog log = new RecordedLog();
        try (Trainer trainer = growing(base, 20).begin(log)) {
            double before = trainer.evaluate(
                            Split.TRAIN, trainer.state().revision.dims())
                    .loss();
            train(trainer);
            double after = trainer.evaluate(
                            Split.TRAIN, trainer.state().revision.dims())
                    .loss();
            assertTrue(after < before / 2, before + " to " + after);
        }
        nothingWentWrong(log);
        List<Map<String, Object>> growth = log.journal("growth");
        assertTrue(growth.size() > 1, growth::toString);
        for (Map<String, Object> line : growth) {
            assertTrue(line.get("outputs").toString().startsWith("unchanged"), line::toString);
            assertTrue(line.get("why").toString().startsWith("explained ."), line::toString);
            assertTrue((int) line.get("to") > (int) line.get("from"), line::toString);
        }
    }

    /** Both widths of three matrices grow at once, so that units come on either side of the one between them. */
    @Test
    void unitsThatComeOnBothSidesOfAMatrixLearn() throws Exception {
        RecordedLog log = new RecordedLog();
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.999, 1, EVERY, 10);
        TinyRun run = new TinyRun()
                .epochs(20)
                .model(new BoundModel(new DeepLinear(), new DeepLinearSettings(3, 2, 4, 0.5, 0)))
                .grow("width", "*.width", new Cadence.Steps(EVERY), new InRank(), settings, Signal.SPECTRUM);
        try (Trainer trainer = run.begin(log)) {
            train(trainer);
            int width = trainer.state().revision.dims().size("hidden1.width");
            float[] out = trainer.state().revision.tensor("out.weight").values();
            assertTrue(width > 2, "" + width);
            for (int unit = 0; unit < width; unit++) {
                assertTrue(out[2 * unit] != 0 || out[2 * unit + 1] != 0, "unit " + unit + " is dead");
            }
        }
        nothingWentWrong(log);
        List<Object> at =
                log.journal("growth").stream().map(line -> line.get("step")).toList();
        assertTrue(at.size() > new HashSet<>(at).size(), "both at once: " + log.journal("growth"));
    }

    /** The control: what is not learned has no rank. */
    @Test
    void withoutLearningNoRankGrows() throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun still = growing(Base.HADAMARD, 5).optimizers(p -> TinyRun.adam(), p -> 0);
        try (Trainer trainer = still.begin(log)) {
            train(trainer);
            for (Dim rank : trainer.state().revision.dims().matching("*.rank")) {
                assertEquals(2, rank.size(), rank.toString());
            }
        }
        assertEquals(List.of(), log.journal("growth"));
        nothingWentWrong(log);
    }

    @Test
    void ranksAreFixedOnceAndTrainingGoesOn() throws Exception {
        RecordedLog log = new RecordedLog();
        try (Trainer trainer = efficient(Base.IDENTITY, 60).begin(log)) {
            train(trainer);
            List<Object> ops =
                    log.journal("growth").stream().map(line -> line.get("op")).toList();
            assertEquals(4, ops.stream().filter("refactor"::equals).count(), ops::toString);
            assertTrue(ops.indexOf("resize") >= 0, ops::toString);
            assertEquals(ops.size() - 4, ops.indexOf("refactor"), "nothing grows afterwards");
            for (Map<String, Object> line : log.journal("growth").subList(ops.size() - 4, ops.size())) {
                assertTrue((int) line.get("to") < (int) line.get("from"), line::toString);
                assertTrue((double) line.get("truncated") < Math.sqrt(0.1), line::toString);
                assertEquals(
                        line.get("to"),
                        trainer.state().revision.dims().size(line.get("dim").toString()));
            }
            assertTrue(trainer.state().heldOut < 1, "" + trainer.state().heldOut);
        }
        nothingWentWrong(log);
    }

    @Test
    void beforeACutThePlanSaysWhenItComesAndWhatShareOfTheNormGoes() throws Exception {
        RecordedLog log = new RecordedLog();
        TinyRun run = efficient(Base.IDENTITY, 60);
        GrowthEntry entry = run.setup().entries().get(0);
        Intention foreseen = new Intention(0, "", "", "");
        try (Trainer trainer = run.begin(log)) {
            while (!trainer.finished() && log.journal("growth").stream().noneMatch(InRankGrowthTest::cut)) {
                foreseen = trainer.intention(entry);
                trainer.step();
            }
        }
        List<Map<String, Object>> cuts =
                log.journal("growth").stream().filter(InRankGrowthTest::cut).toList();
        assertEquals(cuts.get(0).get("step"), foreseen.step());
        assertEquals("cut", foreseen.answer());
        assertEquals(
                List.of("cut"),
                log.metrics.stream()
                        .filter(line -> "decision".equals(line.get("kind"))
                                && cuts.get(0).get("step").equals(line.get("step")))
                        .map(line -> line.get("answer"))
                        .toList());
        assertEquals(cuts.get(0).get("why"), foreseen.why());
        List<String> told = List.of(foreseen.plan().split(", "));
        assertEquals(cuts.size(), told.size());
        for (int i = 0; i < cuts.size(); i++) {
            Map<String, Object> line = cuts.get(i);
            String change = line.get("dim") + " " + line.get("from") + "→" + line.get("to");
            assertTrue(told.get(i).startsWith(change + " ("), told::toString);
            // Weights move by one step more until the cut.
            double percent = Double.parseDouble(told.get(i).replaceAll(".*\\((less than )?([0-9.]+) %.*", "$2"));
            assertEquals((double) line.get("truncated"), percent / 100, 0.02, told.get(i));
            assertTrue(foreseen.outlook().get(i).endsWith(", would be cut to " + line.get("to")), foreseen::toString);
        }
    }

    private static boolean cut(Map<String, Object> line) {
        return "refactor".equals(line.get("op"));
    }

    @Test
    void thePlanNamesAStepAtWhichTheStrategyIsAskedAndLooks() throws Exception {
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.9, 1, 2 * EVERY - 3, EVERY + 2);
        TinyRun run = run(Base.HADAMARD, 20)
                .grow("rank", "*.rank", new Cadence.Steps(EVERY), new InRank(), settings, Signal.SPECTRUM);
        GrowthEntry entry = run.setup().entries().get(0);
        RecordedLog log = new RecordedLog();
        try (Trainer trainer = run.begin(log)) {
            assertEquals(2 * EVERY, trainer.intention(entry).step(), "the first turn behind the warm-up");
            train(trainer, 2 * EVERY);
            Intention next = trainer.intention(entry);
            assertEquals(4 * EVERY, next.step(), "the first turn behind the gap, and not this very step");
            assertTrue(next.why().startsWith("explained "), next::why);
        }
    }

    private static void train(Trainer trainer, long steps) throws Exception {
        while (trainer.state().step < steps) {
            trainer.step();
        }
    }

    @Test
    void aRunResumedBeforeAndAfterGrowthAndCutEndsBitEqual() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, "tiny/1", Disk.local());
        Snapshot whole;
        RecordedLog log = new RecordedLog();
        try (Trainer trainer = efficient(Base.DENSE, 9).begin(log)) {
            while (!trainer.finished()) {
                trainer.step();
                if (trainer.state().step % 4 == 0) {
                    Job job = ResumeTest.job(efficient(Base.DENSE, 9).setup());
                    checkpoints.save(ResumeTest.snapshot(trainer, job), Map.of());
                }
            }
            whole = ResumeTest.snapshot(
                    trainer, ResumeTest.job(efficient(Base.DENSE, 9).setup()));
        }
        assertTrue(log.journal("growth").stream().anyMatch(line -> "refactor".equals(line.get("op"))));
        assertTrue(checkpoints.newestFirst().size() > 10);
        for (Path saved : checkpoints.newestFirst()) {
            TinyRun again = efficient(Base.DENSE, 9);
            DataSizing sizing =
                    new DataSizing(again.setup().model(), again.setup().data(), 8);
            TrainingState state = new Restoring(checkpoints.open(saved).snapshot(), sizing).state(again.setup());
            try (Trainer trainer = new Trainer(again.setup(), state, new RecordedLog())) {
                train(trainer);
                Snapshot end = ResumeTest.snapshot(trainer, ResumeTest.job(again.setup()));
                assertEquals(whole, end, "resumed from " + saved);
            }
        }
    }
}
