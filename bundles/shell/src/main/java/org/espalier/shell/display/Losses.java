package org.espalier.shell.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunResult.TestLoss;
import org.jspecify.annotations.Nullable;

/** Losses on a split of data that were measured on demand. */
public final class Losses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Losses() {}

    /**
     * For people.
     *
     * <pre>
     * test error
     *   32  .0412  trained
     *   64  .0498  never seen
     * </pre>
     */
    public static List<String> lines(String split, List<TestLoss> losses) {
        List<String> lines = new ArrayList<>();
        lines.add(split + " error");
        for (TestLoss loss : losses) {
            String size = loss.resolution() == 0 ? "all" : Integer.toString(loss.resolution());
            String kind = loss.resolution() == 0 ? "" : loss.trained() ? "  trained" : "  never seen";
            StringBuilder line = new StringBuilder("  " + size + "  " + Numbers.figure(loss.loss()) + kind);
            loss.figures().forEach((name, mean) -> line.append("  ")
                    .append(Lines.oneLine(name))
                    .append(' ')
                    .append(Numbers.figure(mean)));
            lines.add(line.toString());
        }
        return lines;
    }

    /** For programs: one object; a loss that is no number is null. */
    public static String json(String checkpoint, String split, List<TestLoss> losses) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (TestLoss loss : losses) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("resolution", loss.resolution());
            map.put("trained", loss.trained());
            map.put("loss", Double.isFinite(loss.loss()) ? loss.loss() : null);
            map.put("figures", loss.figures());
            all.add(map);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("checkpoint", checkpoint);
        object.put("split", split);
        object.put("losses", all);
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps are always writable", e);
        }
    }
}
