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
    private final Map<Control, Integer> beyond = new EnumMap<>(Control.class);

    private Controlling(RunRecord run) {
        run.controls().forEach((control, twin) -> controls.put(control, largest(Lanes.of(twin))));
    }

    /** The run beside its controls. */
    public static Controlled of(RunRecord run) {
        Map<Control, Compared> arms = new EnumMap<>(Control.class);
        run.controls().forEach((control, twin) -> arms.put(control, Comparing.whole(twin)));
        Controlling controlling = new Controlling(run);
        List<Verdict> verdicts = controlling.verdicts(Lanes.of(run));
        return Controlled.of(Comparing.whole(run), arms, verdicts, controlling.summary(verdicts.size()));
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
            double near = NEAR * (lane.largest() - born);
            boolean less = size < lane.largest() - near;
            beyond.merge(control, less ? 1 : 0, Integer::sum);
            if (less) {
                words.add("further than " + what(control) + ", "
                        + (size == born ? "which do not grow it" : "which give " + size));
            } else {
                String much =
                        size > lane.largest() + near ? " give more (" + size + ")" : " give it as well (" + size + ")";
                words.add(what(control) + much + ": it says nothing of " + unsaid(control));
            }
        });
        String cut = lane.largest() > lane.last() ? "before it was cut (" + lane.largest() + ") " : "";
        return cut + String.join("; ", words);
    }

    /** All sizes in one line; empty if nothing has grown, or there are no controls. */
    private String summary(int grown) {
        List<String> words = new ArrayList<>();
        beyond.forEach((control, count) -> words.add("than " + what(control) + " " + count + " of " + grown));
        return words.isEmpty() ? "" : "grown further " + String.join(", ", words);
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
