package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.EnumMap;
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

    private Controlling() {}

    /** The run beside its controls. */
    public static Controlled of(RunRecord run) {
        Map<Control, Compared> controls = new EnumMap<>(Control.class);
        run.controls().forEach((control, twin) -> controls.put(control, Comparing.whole(twin)));
        List<Verdict> verdicts = new ArrayList<>();
        if (!controls.isEmpty()) {
            for (Lane lane : Lanes.of(run)) {
                int born = lane.steps().get(0).size();
                if (lane.last() != born) verdicts.add(new Verdict(lane.dim(), born, verdict(lane, born, controls)));
            }
        }
        return Controlled.of(Comparing.whole(run), controls, verdicts);
    }

    private static String verdict(Lane lane, int born, Map<Control, Compared> controls) {
        List<String> words = new ArrayList<>();
        controls.forEach((control, twin) -> {
            int size = twin.sizes().getOrDefault(lane.dim(), born);
            boolean same = Math.abs(size - lane.last()) <= NEAR * Math.abs(lane.last() - born);
            words.add(same ? nothing(control) : otherwise(control, size));
        });
        return String.join("; ", words);
    }

    private static String nothing(Control control) {
        return switch (control) {
            case UNTRAINED -> "untrained weights give it as well: it says nothing of what was learned";
            case SHUFFLED -> "shuffled targets give it as well: it says nothing of what targets have to do with inputs";
            default -> control.word() + " gives it as well";
        };
    }

    private static String otherwise(Control control, int size) {
        return switch (control) {
            case UNTRAINED -> "untrained weights give " + size;
            case SHUFFLED -> "shuffled targets give " + size;
            default -> control.word() + " gives " + size;
        };
    }
}
