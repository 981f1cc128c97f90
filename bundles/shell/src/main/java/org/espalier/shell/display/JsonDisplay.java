package org.espalier.shell.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.jspecify.annotations.Nullable;

/** One JSON object per event and line, for programs: a {@code kind}, then the event's parts in kebab case. */
public final class JsonDisplay implements Display {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final PrintStream out;

    /** A display. */
    public JsonDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(RunEvent event) {
        Map<String, @Nullable Object> fields = fields(event);
        if (fields.isEmpty()) return;
        try {
            out.print(JSON.writeValueAsString(fields) + "\n");
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps are always writable", e);
        }
    }

    @Override
    public void say(String line) {}

    @Override
    public void close() {}

    private static Map<String, @Nullable Object> fields(RunEvent event) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (event instanceof RunEvent.Preparing e) {
            put(map, "kind", "preparing", "what", e.what(), "done", e.done(), "total", e.total());
        } else if (event instanceof RunEvent.Began e) {
            put(map, "kind", "began", "id", e.id(), "directory", e.directory().toString(), "step", e.step());
            put(map, "steps", e.steps(), "epochs", e.epochs(), "axes", e.axes());
            put(map, "parameters", e.parameters(), "dims", dims(e.dims()));
        } else if (event instanceof RunEvent.Stepped e) {
            put(map, "kind", "step", "step", e.step(), "epoch", e.epoch(), "loss", e.loss());
            put(map, "steps-per-second", e.stepsPerSecond(), "seconds-left", e.secondsLeft());
        } else if (event instanceof RunEvent.Epoch e) {
            put(map, "kind", "epoch", "epoch", e.epoch(), "train", e.trainLoss(), "held-out", e.heldOut());
            put(map, "parameters", e.parameters(), "dims", dims(e.dims()));
            if (!e.figures().isEmpty()) put(map, "figures", figures(e.figures()));
        } else if (event instanceof RunEvent.Grown e) {
            put(map, "kind", "growth", "step", e.step(), "entry", e.entry(), "dim", e.dim());
            put(map, "from", e.from(), "to", e.to(), "why", e.why());
            put(map, "revision", e.revision(), "outputs", e.outputs(), "ms", e.millis());
            put(map, "parameters", e.parameters());
            if (!e.note().isEmpty()) put(map, "note", e.note());
        } else if (event instanceof RunEvent.Noted e) {
            put(map, "kind", "note", "step", e.step(), "note", e.kind(), "text", e.text());
        } else if (event instanceof RunEvent.Ended e) {
            RunResult result = e.result();
            put(map, "kind", "end", "status", result.status().name(), "message", result.message());
            put(map, "tests", tests(result), "figures", figures(e.figures()));
            put(map, "reports", result.reports().stream().map(Object::toString).toList());
        }
        return map;
    }

    static List<Map<String, @Nullable Object>> dims(List<RunEvent.DimSize> dims) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (RunEvent.DimSize dim : dims) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            put(map, "name", dim.name(), "kind", dim.kind(), "size", dim.size(), "limit", dim.limit());
            list.add(map);
        }
        return list;
    }

    private static List<Map<String, @Nullable Object>> tests(RunResult result) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (RunResult.TestLoss test : result.tests()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            put(map, "resolution", test.resolution(), "trained", test.trained(), "loss", test.loss());
            if (!test.figures().isEmpty()) put(map, "figures", figures(test.figures()));
            list.add(map);
        }
        return list;
    }

    private static Map<String, @Nullable Object> figures(Map<String, Double> figures) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        figures.keySet().stream().sorted().forEach(name -> put(map, name, figures.get(name)));
        return map;
    }

    private static void put(Map<String, @Nullable Object> map, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            // JSON has no NaN; what is unknown is null.
            boolean unknown = value instanceof Double number && !Double.isFinite(number);
            map.put(String.valueOf(namesAndValues[i]), unknown ? null : value);
        }
    }
}
