package org.espalier.host.runs.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.espalier.api.run.Intent;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Place;
import org.espalier.host.growth.Intention;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.training.Trainer;

/** What growth entries will do at their next look, as things stand now. */
public final class Planning {
    private static final String OFF = "off";
    private final Trainer trainer;
    private final Function<String, String> cards;

    private Planning(Trainer trainer, Function<String, String> cards) {
        this.trainer = trainer;
        this.cards = cards;
    }

    /** What all entries of a run would do. */
    static List<Intent> intents(Composition composition) {
        Planning planning = new Planning(
                composition.parts().trainer(), key -> composition.missing().contains(key) ? "" : composition.card(key));
        return planning.of(composition.job().growth(), entry -> true);
    }

    /**
     * What entries would do under plugins that are tried out.
     *
     * @param trainer of these plugins, with the state that they would go on with
     */
    public static List<Intent> tried(Assembly assembly, Trainer trainer, Predicate<GrowthEntry> wanted) {
        Planning planning = new Planning(trainer, key -> card(assembly.places().get(key)));
        return planning.of(assembly.job().growth(), wanted);
    }

    private static String card(Place<?> place) {
        return place.slot().map(Happenings::card).orElse("");
    }

    private List<Intent> of(List<GrowthEntry> entries, Predicate<GrowthEntry> wanted) {
        List<Intent> intents = new ArrayList<>();
        for (GrowthEntry entry : entries) {
            if (wanted.test(entry)) {
                intents.add(intent(entry));
            }
        }
        return intents;
    }

    private Intent intent(GrowthEntry entry) {
        Intention intention =
                entry.asked() ? trainer.intention(entry) : new Intention(0, OFF, "", "is not asked; its state is kept");
        return new Intent(
                entry.id(),
                entry.strategy().type(),
                cards.apply(entry.strategy().key()),
                entry.asked() ? next(intention.step()) : "when it is on again",
                intention.answer(),
                intention.plan(),
                intention.why(),
                intention.outlook());
    }

    private String next(long step) {
        return step < trainer.steps() ? "after step " + step : "not before the run's end";
    }
}
