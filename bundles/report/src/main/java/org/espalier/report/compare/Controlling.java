package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Comparison.Compared;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.espalier.report.run.Lane;
import org.espalier.report.run.Lanes;
import org.espalier.report.run.RunRecord;
import org.espalier.report.run.Seen;

/** What a run's controls say of the sizes that it has grown. */
public final class Controlling {
    /** A control that comes so near to a size, as a share of what the run has grown, gives it as well. */
    private static final double NEAR = 0.1;

    private final Map<Control, Twin> controls = new EnumMap<>(Control.class);
    private final Map<Control, Map<Standing, Integer>> standings = new EnumMap<>(Control.class);
    private final Seen seen;

    private Controlling(RunRecord run) {
        run.controls()
                .forEach((control, twin) -> controls.put(control, new Twin(lanes(twin), Seen.of(twin.metrics()))));
        seen = Seen.of(run.metrics());
    }

    /** A control: its lanes by their dims, and what strategies saw of it. */
    private record Twin(Map<String, Lane> lanes, Seen seen) {}

    /** The run beside its controls. */
    public static Controlled of(RunRecord run) {
        Map<Control, Compared> arms = new EnumMap<>(Control.class);
        run.controls().forEach((control, twin) -> arms.put(control, Comparing.whole(twin)));
        Controlling controlling = new Controlling(run);
        List<Verdict> verdicts = controlling.verdicts(Lanes.of(run));
        return Controlled.of(Comparing.whole(run), arms, verdicts, controlling.summary());
    }

    private static Map<String, Lane> lanes(RunRecord twin) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        for (Lane lane : Lanes.of(twin)) lanes.put(lane.dim(), lane);
        return lanes;
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
        controls.forEach((control, twin) -> {
            // A cut takes off what had grown, of a control's product as well: what there was before tells of growth.
            int size =
                    Optional.ofNullable(twin.lanes.get(dim)).map(Lane::largest).orElse(born);
            Standing standing = standing(control, twin, lane, born, size);
            standings
                    .computeIfAbsent(control, c -> new EnumMap<>(Standing.class))
                    .merge(standing, 1, Integer::sum);
            words.add(standing.word + what(control) + words(standing, control, born, size));
        });
        String cut = lane.largest() > lane.last() ? "before it was cut (" + lane.largest() + ") " : "";
        return cut + String.join("; ", words);
    }

    private Standing standing(Control control, Twin twin, Lane lane, int born, int size) {
        if (control == Control.UNTRAINED && size == born && twin.seen.nothingOf(lane.dim())) {
            return Standing.NOT_TO_BE_COMPARED;
        }
        boolean alike = lane.growsAs(twin.lanes.get(lane.dim()));
        return alike && !seen.looked(lane.dim()) ? Standing.UNSEEN : Standing.of(lane.largest(), born, size);
    }

    private String words(Standing standing, Control control, int born, int size) {
        String gives = size == born ? ", which do not grow it" : ", which give " + size;
        return switch (standing) {
            case NOT_TO_BE_COMPARED ->
                ": born zero, it cannot grow untrained"
                        + (controls.containsKey(Control.SHUFFLED) ? "" : "; shuffled targets are its control");
            case UNSEEN ->
                ": the same steps, and no share of a spectrum was looked at; it says nothing of " + unsaid(control);
            case FURTHER -> gives;
            // Learning by heart may well take more than what there is to learn; initial values alone should take
            // nothing.
            case LESS_FAR -> gives + (control == Control.UNTRAINED ? ": it says nothing of " + unsaid(control) : "");
            case AS_FAR -> gives + ": it says nothing of " + unsaid(control);
        };
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
        LESS_FAR("less far than "),
        /** What the control would say could not be otherwise. */
        NOT_TO_BE_COMPARED("not to be compared with "),
        /** At the same steps, by a strategy that does not look. */
        UNSEEN("grown as under ");

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
