package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.espalier.report.run.Lane;
import org.espalier.report.run.Lanes;
import org.espalier.report.run.RunRecord;

/** What a run's controls say of the sizes that it has grown. */
public final class Controlling {
    /** A control that comes so near to a size, as a share of what the run has grown, gives it as well. */
    private static final double NEAR = 0.1;

    private final Map<Control, Map<String, Integer>> controls = new EnumMap<>(Control.class);
    private final Map<Control, Map<Standing, Integer>> standings = new EnumMap<>(Control.class);

    private Controlling(RunRecord run) {
        run.controls().forEach((control, twin) -> controls.put(control, largest(Lanes.of(twin))));
    }

    /** The run beside its controls. */
    public static Controlled of(RunRecord run) {
        Map<Control, Compared> arms = new EnumMap<>(Control.class);
        run.controls().forEach((control, twin) -> arms.put(control, Comparing.whole(twin)));
        Controlling controlling = new Controlling(run);
        List<Verdict> verdicts = controlling.verdicts(Lanes.of(run));
        return Controlled.of(Comparing.whole(run), arms, verdicts, controlling.summary());
    }

    /** A cut takes off what had grown, of a control's product as well: what there was before tells of growth. */
    private static Map<String, Integer> largest(List<Lane> lanes) {
        Map<String, Integer> largest = new LinkedHashMap<>();
        for (Lane lane : lanes) largest.put(lane.dim(), lane.largest());
        return largest;
    }

    private List<Verdict> verdicts(List<Lane> lanes) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Lane lane : lanes) {
            int born = lane.steps().get(0).size();
            if (!controls.isEmpty() && lane.largest() != born) {
                verdicts.add(new Verdict(lane.dim(), born, verdict(lane.dim(), born, lane)));
            }
        }
        return verdicts;
    }

    private String verdict(String dim, int born, Lane lane) {
        List<String> words = new ArrayList<>();
        controls.forEach((control, sizes) -> {
            int size = sizes.getOrDefault(dim, born);
            Standing standing = Standing.of(lane.largest(), born, size);
            standings
                    .computeIfAbsent(control, c -> new EnumMap<>(Standing.class))
                    .merge(standing, 1, Integer::sum);
            String gives = size == born ? "which do not grow it" : "which give " + size;
            // Learning by heart may well take more than what there is to learn; initial values alone should take
            // nothing.
            boolean nothing =
                    standing == Standing.AS_FAR || standing == Standing.LESS_FAR && control == Control.UNTRAINED;
            words.add(standing.word + what(control) + ", " + gives
                    + (nothing ? ": it says nothing of " + unsaid(control) : ""));
        });
        String cut = lane.largest() > lane.last() ? "before it was cut (" + lane.largest() + ") " : "";
        return cut + String.join("; ", words);
    }

    /** All sizes in one line; empty if nothing has grown, or there are no controls. */
    private String summary() {
        List<String> words = new ArrayList<>();
        standings.forEach((control, counts) ->
                counts.forEach((standing, count) -> words.add(count + " " + standing.word + what(control))));
        return words.isEmpty() ? "" : "of the sizes that grew " + String.join(", ", words);
    }

    /** How far a run has grown a size beside a control. */
    private enum Standing {
        FURTHER("further than "),
        AS_FAR("as far as "),
        LESS_FAR("less far than ");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        static Standing of(int grown, int born, int control) {
            if (Math.abs(control - grown) <= NEAR * Math.abs(grown - born)) {
                return AS_FAR;
            }
            return control < grown ? FURTHER : LESS_FAR;
        }
    }

    private static String what(Control control) {
        return switch (control) {
            case UNTRAINED -> "untrained weights";
            case SHUFFLED -> "shuffled targets";
            default -> control.word() + " twins";
        };
    }

    private static String unsaid(Control control) {
        return switch (control) {
            case UNTRAINED -> "what was learned";
            case SHUFFLED -> "what targets have to do with inputs";
            default -> "what " + control.word() + " leaves out";
        };
    }
}
