package org.espalier.host.runs.steering;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.run.Intent;
import org.espalier.host.growth.Intention;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.runs.composition.Composition;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;

/** What the growth entries of a run would do if they were asked now. */
final class Planning {
    private final Composition composition;

    Planning(Composition composition) {
        this.composition = composition;
    }

    List<Intent> intents() {
        List<Intent> intents = new ArrayList<>();
        Trainer trainer = composition.parts().trainer();
        for (GrowthEntry entry : composition.job().growth()) {
            String key = entry.strategy().key();
            Intention intention = entry.asked()
                    ? trainer.intention(entry)
                    : new Intention("off", "", "is not asked; its state is kept");
            intents.add(new Intent(
                    entry.id(),
                    entry.strategy().type(),
                    composition.missing().contains(key) ? "" : composition.card(key),
                    entry.asked() ? next(entry, trainer) : "when it is on again",
                    intention.answer(),
                    intention.plan(),
                    intention.why(),
                    intention.outlook()));
        }
        return intents;
    }

    private static String next(GrowthEntry entry, Trainer trainer) {
        TrainingState state = trainer.state();
        long perEpoch = trainer.stepsPerEpoch();
        long every = entry.every().steps(perEpoch);
        long next = Math.max(state.step + 1, entry.after().steps(perEpoch));
        next = (next + every - 1) / every * every;
        return next < trainer.steps() ? "after step " + next : "not before the run's end";
    }
}
