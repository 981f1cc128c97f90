package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunComparer;
import org.espalier.shell.display.Numbers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Set two to eight runs side by side, from the checkpoint at which they part: a table here, and a page that draws"
                    + " their losses over steps, operations and time.",
            "It reads the runs' folders alone, whether they go on or not."
        },
        footer = {"", "Example: espalier compare darcy fixed"})
final class CompareVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0..*", arity = "2..*", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    List<String> names = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The page to write (default: compare.html in the folder of runs).")
    @Nullable
    Path output;

    @Mixin
    OneRun one = new OneRun();

    CompareVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, FailedException, JsonProcessingException {
        if (names.size() > RunComparer.MOST) {
            throw new RefusedException(
                    "compare", "", names.size() + " runs; at most " + RunComparer.MOST + " fit on a page");
        }
        RunNames all = new RunNames(session.work(), one.runs.path);
        Set<Path> directories = new LinkedHashSet<>();
        for (String name : names) {
            Path directory = all.findTrained("compare", name, session::complain);
            if (!directories.add(directory.toAbsolutePath().normalize())) {
                throw new RefusedException("compare", "", name + " is named twice");
            }
        }
        RunComparer comparer = session.reporters().get().stream()
                .filter(RunComparer.class::isInstance)
                .map(RunComparer.class::cast)
                .findFirst()
                .orElseThrow(() -> new FailedException("compare: no bundle compares runs; see espalier doctor"));
        Path page = session.work().resolve(output == null ? one.runs.path.resolve("compare.html") : output);
        try {
            show(comparer.compare(List.copyOf(directories), page), page);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new FailedException("compare: " + e.getMessage());
        }
        return ExitCodes.OK;
    }

    private void show(Comparison comparison, Path page) throws JsonProcessingException {
        if (one.json) {
            for (Compared run : comparison.runs()) session.print(OneRun.line(fields(comparison, run, page)));
            return;
        }
        session.print(comparison
                .origin()
                .map(origin -> "one run up to " + origin + "; numbers are of what came after it")
                .orElse("no common checkpoint; numbers are of the whole runs"));
        Table table = new Table(
                "RUN",
                "STATUS",
                "HELD-OUT",
                "LOWEST",
                "TRAINING",
                "TEST",
                "STEPS",
                "FLOPS",
                "TIME",
                "PARAMETERS",
                "SIZES");
        for (Compared run : comparison.runs()) {
            table.row(
                    run.id(),
                    run.status(),
                    number(run.heldOut()),
                    number(run.best()),
                    number(run.trainLoss()),
                    tests(run),
                    Long.toString(run.steps()),
                    Double.isFinite(run.flops()) ? Numbers.flops(run.flops()) : "-",
                    Double.isFinite(run.seconds()) ? Numbers.clock(run.seconds()) : "-",
                    Double.isFinite(run.parameters()) ? Long.toString((long) run.parameters()) : "-",
                    sizes(run));
        }
        table.lines().forEach(session::print);
        for (Compared run : comparison.runs()) {
            for (String change : run.changes()) session.print(run.id() + "  " + change);
        }
        session.print("page  " + session.shown(page));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Numbers.figure(value) : "-";
    }

    private static String tests(Compared run) {
        if (run.tests().isEmpty()) return "-";
        return run.tests().entrySet().stream()
                .map(test -> number(test.getValue()) + (test.getKey() == 0 ? "" : " at " + test.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String sizes(Compared run) {
        return run.sizes().entrySet().stream()
                .map(size -> size.getKey() + " " + size.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What a run is for programs; what no file tells is left out. */
    private static Map<String, Object> fields(Comparison comparison, Compared run, Path page) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("status", run.status());
        comparison.origin().ifPresent(origin -> fields.put("origin", origin));
        fields.put("branch", comparison.branch());
        fields.put("step", run.step());
        fields.put("steps", run.steps());
        put(fields, "held-out", run.heldOut());
        put(fields, "lowest", run.best());
        put(fields, "train", run.trainLoss());
        put(fields, "flops", run.flops());
        put(fields, "seconds", run.seconds());
        put(fields, "parameters", run.parameters());
        fields.put("tests", run.tests());
        fields.put("dims", run.sizes());
        fields.put("changes", run.changes());
        fields.put("page", page.toString());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, double value) {
        if (Double.isFinite(value)) fields.put(name, value);
    }
}
