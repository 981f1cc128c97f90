package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunComparer;
import org.espalier.shell.display.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "controls",
        description = {
            "Train a run once more with something left out, and say which of its sizes that gives as well: first with no weight"
                    + " updated, then with the targets of its training samples shuffled.",
            "The same strategies are asked at the same steps. Each is a run of its own beside the first, whose report shows both."
        },
        footer = {"", "Examples:", "  espalier controls darcy", "  espalier controls darcy/1 --only untrained"})
final class ControlsVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Option(
            names = "--only",
            paramLabel = "CONTROL",
            split = ",",
            description = "Train this alone: untrained, shuffled; or both, with a comma.")
    List<String> only = new ArrayList<>();

    @Mixin
    Following following = new Following();

    ControlsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, FailedException, InterruptedException, JsonProcessingException {
        List<Control> wanted = wanted();
        Path directory =
                new RunNames(session.work(), following.runs.path).findTrained("controls", run, session::complain);
        RunComparer comparer = session.comparer("controls");
        for (Control control : wanted) {
            Run twin = session.runs().control(directory, control);
            int code = Follower.toItsEnd(twin, session, following);
            if (code != ExitCodes.OK) return code;
        }
        try {
            show(comparer.controlled(directory), directory.resolve("report.html"));
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new FailedException("controls: " + e.getMessage());
        }
        return ExitCodes.OK;
    }

    private List<Control> wanted() throws RefusedException {
        List<Control> wanted = new ArrayList<>();
        for (Control control : Control.values()) {
            if (only.isEmpty() || only.contains(control.word())) wanted.add(control);
        }
        for (String word : only) {
            if (wanted.stream().noneMatch(control -> control.word().equals(word))) {
                throw new RefusedException("--only", "", word + " — wants untrained or shuffled");
            }
        }
        return wanted;
    }

    private void show(Controlled controlled, Path report) throws JsonProcessingException {
        if (following.json) {
            for (Verdict verdict : controlled.verdicts()) session.print(OneRun.line(fields(controlled, verdict)));
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("run", controlled.run().id());
            whole.put("verdict", verdict(controlled));
            session.print(OneRun.line(whole));
            return;
        }
        List<String> heads =
                new ArrayList<>(List.of("", "BORN", controlled.run().id()));
        controlled.controls().keySet().forEach(control -> heads.add(control.word()));
        Table table = new Table(heads.toArray(String[]::new));
        for (Verdict verdict : controlled.verdicts()) {
            List<String> row = new ArrayList<>(List.of(verdict.dim(), Integer.toString(verdict.born())));
            row.add(size(controlled.run(), verdict));
            controlled.controls().values().forEach(arm -> row.add(size(arm, verdict)));
            table.row(row.toArray(String[]::new));
        }
        List<String> losses = new ArrayList<>(List.of("held-out loss", "", loss(controlled.run())));
        controlled.controls().values().forEach(arm -> losses.add(loss(arm)));
        table.row(losses.toArray(String[]::new));
        table.lines().forEach(session::print);
        controlled.verdicts().forEach(verdict -> session.print(verdict.dim() + "  " + verdict.text()));
        session.print(controlled.run().id() + "  " + verdict(controlled));
        session.print("report  " + session.shown(report));
    }

    private static String verdict(Controlled controlled) {
        return controlled.verdicts().isEmpty() ? "nothing has grown" : controlled.summary();
    }

    private static String size(Compared arm, Verdict verdict) {
        return Integer.toString(arm.sizes().getOrDefault(verdict.dim(), verdict.born()));
    }

    private static String loss(Compared arm) {
        return Double.isFinite(arm.heldOut()) ? Numbers.figure(arm.heldOut()) : "-";
    }

    private static Map<String, Object> fields(Controlled controlled, Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", controlled.run().id());
        fields.put("dim", verdict.dim());
        fields.put("born", verdict.born());
        fields.put("size", Integer.valueOf(size(controlled.run(), verdict)));
        controlled
                .controls()
                .forEach((control, arm) -> fields.put(control.word(), Integer.valueOf(size(arm, verdict))));
        fields.put("verdict", verdict.text());
        return fields;
    }
}
