package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.report.run.Lane.Size;
import org.jspecify.annotations.Nullable;

/** From the journal to the sizes of every dim over the run; from the metrics where the journal says nothing. */
public final class Lanes {
    private final Map<String, List<Size>> sizes = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Map<String, Integer> limits = new LinkedHashMap<>();

    private Lanes() {}

    /** The lanes, in the order in which the dims were born. */
    public static List<Lane> of(RunRecord run) {
        Lanes lanes = new Lanes();
        run.journal().forEach(lanes::read);
        if (lanes.sizes.isEmpty()) {
            for (EpochFigures epoch : run.metrics().epochs()) {
                epoch.dims().forEach((dim, size) -> lanes.put(dim, epoch.step(), size, null));
            }
        }
        return lanes.all();
    }

    private List<Lane> all() {
        Map<String, Integer> scales = new LinkedHashMap<>();
        sizes.forEach((dim, steps) -> scales.merge(group(dim), Math.max(limit(dim), largest(steps)), Math::max));
        List<Lane> all = new ArrayList<>();
        sizes.forEach((dim, steps) -> {
            int scale = Math.max(1, scales.getOrDefault(group(dim), 1));
            all.add(new Lane(dim, kinds.getOrDefault(dim, ""), limit(dim), scale, List.copyOf(steps)));
        });
        return all;
    }

    /** Dims of a kind share a scale; one of no kind has its own. */
    private String group(String dim) {
        String kind = kinds.getOrDefault(dim, "");
        return kind.isEmpty() ? "dim " + dim : kind;
    }

    /** A limit may rise with another dim, as that of modes does with the resolution; one that was passed is no limit. */
    private int limit(String dim) {
        int told = limits.getOrDefault(dim, 0);
        return told < largest(sizes.getOrDefault(dim, List.of())) ? 0 : told;
    }

    private static int largest(List<Size> steps) {
        return steps.stream().mapToInt(Size::size).max().orElse(0);
    }

    private void read(JournalLine line) {
        switch (line.kind()) {
            case "birth" ->
                line.fields().path("dims").fields().forEachRemaining(dim -> born(dim.getKey(), dim.getValue()));
            case "growth" -> grown(line);
            case "resume" -> forget(line.step());
            default -> {}
        }
    }

    private void born(String dim, JsonNode card) {
        kinds.put(dim, card.path("kind").asText(""));
        limits.put(dim, card.path("limit").asInt());
        put(dim, 0, card.path("size").asInt(), null);
    }

    private void grown(JournalLine line) {
        String dim = line.text("dim");
        if (dim.isEmpty() || !line.fields().path("to").isInt()) return;
        // A dim that growth in depth has brought is not among those of the birth.
        if (!line.text("dim-kind").isEmpty()) kinds.put(dim, line.text("dim-kind"));
        // The limit of now, which a coarse grid may keep below that of later.
        if (line.fields().path("limit").isInt()) limits.merge(dim, (int) line.number("limit"), Math::max);
        if (!sizes.containsKey(dim)) put(dim, 0, (int) line.number("from"), null);
        put(dim, line.step(), (int) line.number("to"), line);
    }

    private void put(String dim, long step, int size, @Nullable JournalLine reason) {
        List<Size> steps = sizes.computeIfAbsent(dim, name -> new ArrayList<>());
        Size last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last == null) {
            steps.add(new Size(0, size, reason));
        } else if (last.size() != size) {
            steps.add(new Size(Math.max(step, last.step()), size, reason));
        }
    }

    /** What came after the checkpoint that the run went on from did not happen. */
    private void forget(long step) {
        for (List<Size> steps : sizes.values()) {
            while (steps.size() > 1 && steps.get(steps.size() - 1).step() > step) steps.remove(steps.size() - 1);
        }
    }
}
