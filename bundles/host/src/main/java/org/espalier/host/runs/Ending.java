package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.RunStatus;
import org.espalier.host.export.Inheritance;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.descent.Twin;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.journal.RunRecord;
import org.espalier.host.runs.results.ResultFile;
import org.espalier.host.runs.results.SampleFiles;
import org.espalier.host.runs.results.TrainedGrids;
import org.espalier.host.store.Json;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.training.Score;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;

/** What a run writes at its beginning and at its end: birth and provenance, test losses, samples, result, reports. */
final class Ending {
    private final RunDirectory directory;
    private final Composition composition;
    private final RunRecord record;
    private final Surroundings surroundings;

    Ending(RunDirectory directory, Composition composition, RunRecord record, Surroundings surroundings) {
        this.directory = directory;
        this.composition = composition;
        this.record = record;
        this.surroundings = surroundings;
    }

    /** Writes that training begins or goes on, and what people should know before it does. */
    void began(Map<String, String> provenance, boolean resumed, List<Notice> notices) throws IOException {
        Trainer trainer = composition.parts().trainer();
        Dataset data = composition.parts().data();
        TrainingState state = trainer.state();
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!resumed) {
            Map<String, Object> dims = new LinkedHashMap<>();
            Dims bounded = composition.parts().assembly().sizing().bounded(state.revision.dims());
            for (Dim dim : bounded.list()) {
                Map<String, Object> card = Map.of("kind", dim.kind(), "size", dim.size(), "limit", dim.limit());
                dims.put(dim.name(), new TreeMap<>(card));
            }
            fields.put("dims", dims);
            fields.put("seed", composition.job().seed());
            fields.putAll(Inheritance.lineage(directory));
        }
        fields.put("parameters", trainer.parameters());
        fields.put("bundles", surroundings.bundles());
        // How an earlier part of the run ended is no longer so.
        Files.deleteIfExists(directory.resultFile());
        directory.write("provenance.json", Json.pretty(provenance));
        record.journal(resumed ? "resume" : "birth", state.step, fields);
        int[] shape = data.inputShape(data.dims());
        record.tell(new RunEvent.Began(
                directory.id(),
                directory.path(),
                state.step,
                trainer.steps(),
                composition.job().epochs(),
                TrainedGrids.grid(state.revision.dims()).isPresent() ? shape.length - 1 : 0,
                trainer.parameters(),
                trainer.dimSizes()));
        notices.forEach(notice -> notice.say(record, state.step));
    }

    /** Ends a run that somebody stopped. */
    RunResult stopped() throws IOException {
        return end(RunStatus.STOPPED, "stopped after step " + state().step + " of " + composition.steps(), List.of());
    }

    /** Tests a run whose steps are done, and ends it. */
    RunResult finished(Map<String, Double> figures) throws IOException {
        return tested(RunStatus.FINISHED, state().step + " steps", figures);
    }

    /** Ends a run before the last step of its job. */
    RunResult untested(RunStatus status, String message, Map<String, Double> figures) throws IOException {
        figures(figures);
        return end(status, message, List.of());
    }

    private void figures(Map<String, Double> figures) {
        TrainingState state = state();
        figures.put("seconds", state.seconds);
        figures.put("flops", state.flops);
        figures.put("parameters", (double) state.revision.layout().trainedEntries());
    }

    /** Tests a run whose steps are done, and ends it in that way. */
    RunResult tested(RunStatus status, String message, Map<String, Double> figures) throws IOException {
        Trainer trainer = composition.parts().trainer();
        Dataset data = composition.parts().data();
        List<TestLoss> tests = new ArrayList<>();
        TreeSet<Integer> trained =
                TrainedGrids.of(directory, trainer.state().revision.dims());
        for (Dims test : data.tests()) {
            Dims dims = trainer.state().revision.dims().with(test);
            int resolution = TrainedGrids.resolution(dims);
            Score score = trainer.evaluate(Split.TEST, dims);
            tests.add(new TestLoss(resolution, trained.contains(resolution), score.loss(), score.figures()));
            new SampleFiles(directory, data, trainer).write(dims, resolution, composition::tokenizer);
        }
        SampleFiles.writeCard(directory, data.card(), trained);
        figures(figures);
        return end(status, message + shunned(state()), tests);
    }

    /** A run that lost strategies ends all the same, but not as if nothing had been. */
    private static String shunned(TrainingState state) {
        StringJoiner all = new StringJoiner(", ", ", growth: ", "").setEmptyValue("");
        state.entries.forEach((id, entry) -> entry.shunned().ifPresent(what -> all.add(id + " " + what)));
        return all.toString();
    }

    private RunResult end(RunStatus status, String message, List<TestLoss> tests) throws IOException {
        TrainingState state = state();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("epochs", state.epoch);
        figures.put("seconds", state.seconds);
        figures.put("flops", state.flops);
        figures.put("parameters", state.revision.layout().trainedEntries());
        figures.put("held-out", state.heldOut);
        RunResult unreported = new RunResult(status, message, tests, List.of());
        record.journalEnd(unreported, state.step);
        ResultFile.write(directory, unreported, state.step, figures);
        RunResult reported = new RunResult(status, message, tests, surroundings.report(directory.path()));
        if (status == RunStatus.FINISHED) {
            tellTheOriginal();
        }
        return reported;
    }

    /** Journal and report of the run whose control this one is say from now on what both say of each other. */
    private void tellTheOriginal() throws IOException {
        Optional<Twin.Bond> bond = Twin.in(directory);
        if (bond.isPresent() && bond.get().tell(directory)) {
            Optional<Controlled> said = surroundings.controlled(bond.get().original());
            if (said.isPresent()) {
                bond.get().journal(directory, said.get());
            }
            surroundings.report(bond.get().original());
        }
    }

    private TrainingState state() {
        return composition.state().orElseThrow();
    }
}
