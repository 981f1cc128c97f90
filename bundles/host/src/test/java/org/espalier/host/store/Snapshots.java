package org.espalier.host.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.plugin.PluginState;

/** A small snapshot in which every part holds something, odd numbers included. */
final class Snapshots {
    static final String RUN = "darcy/1";
    static final double ODD_NAN = Double.longBitsToDouble(0x7ff8_0000_0000_beefL);

    private Snapshots() {}

    static Snapshot at(long step) {
        Map<String, SavedParameter> parameters = new LinkedHashMap<>();
        parameters.put(
                "lift.weight",
                new SavedParameter(
                        EntryKind.TRAINED,
                        new int[] {2, 3},
                        new float[] {step, -0f, Float.MIN_VALUE, 1e30f, .1f, -1},
                        List.of(new float[6], new float[] {1, 2, 3, 4, 5, step}),
                        List.of("mean", "square"),
                        List.of(new long[] {0, step}, new long[] {0, 0, 1}),
                        new double[] {.1, 3}));
        parameters.put(
                "a/b#c é",
                new SavedParameter(
                        EntryKind.FROZEN, new int[0], new float[] {7}, List.of(), List.of(), List.of(), new double[0]));
        parameters.put(
                "empty",
                new SavedParameter(
                        EntryKind.STATISTIC,
                        new int[] {4, 0},
                        new float[0],
                        List.of(),
                        List.of(),
                        List.of(),
                        new double[0]));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("held-out", Double.NaN);
        figures.put("best", Double.POSITIVE_INFINITY);
        figures.put("odd", ODD_NAN);
        figures.put("seconds", 0.1 + 0.2);
        return new Snapshot(
                RUN,
                Optional.of("darcy/0@300"),
                new Position(step, 3, 40),
                Long.MIN_VALUE,
                4,
                Map.of("layer0.modes", 6),
                parameters,
                Map.of("modes", new SavedState("ifno", 2, state(step))),
                Map.of("optimizer.schedule", new SavedState("plateau", 1, PluginState.empty())),
                Map.of("input.mean", new double[] {Double.MIN_VALUE, -0.0}),
                figures,
                new Offsets(123, 456),
                Map.of("note", "two\nlines, é, \uD800"),
                Unread.none());
    }

    static PluginState state(long step) {
        return PluginState.empty()
                .with("best", 1.0 / 3)
                .with("zero", -0.0)
                .with("nan", ODD_NAN)
                .with("why", "a lone surrogate \uDC00, \"quotes\", \u0000")
                .with("seen", new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, step});
    }

    static Snapshot with(Snapshot s, Map<String, byte[]> extra) {
        return new Snapshot(
                s.run(),
                s.parent(),
                s.position(),
                s.seed(),
                s.revision(),
                s.dims(),
                s.parameters(),
                s.strategies(),
                s.schedules(),
                s.statistics(),
                s.figures(),
                s.offsets(),
                s.notes(),
                new Unread(extra, Map.of("later", "{\n    \"x\" : [ 1.50, 2e3 ]\n  }"), Map.of("newer", "\"é\"")));
    }
}
