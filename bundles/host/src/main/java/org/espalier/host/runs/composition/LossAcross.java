package org.espalier.host.runs.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.host.runs.journal.Happenings;
import org.espalier.host.training.Score;

/** The held-out loss on both sides of a change after which a run may compute another function. */
final class LossAcross {
    /** Places on which depends what a run computes. */
    private static final Set<String> FUNCTION = Set.of("model", "loss", "data", "precision");

    private final Happenings happenings;
    private double before = Double.NaN;

    LossAcross(Happenings happenings) {
        this.happenings = happenings;
    }

    /**
     * Notes the loss under parts that are about to go, if one of these places is to change on which the function depends.
     *
     * @param rounded whether weights come onto another grid
     */
    void before(Parts parts, Set<String> changed, boolean rounded) {
        before = Double.NaN;
        if (rounded || changed.stream().anyMatch(FUNCTION::contains)) {
            happenings.attempt("measure with", () -> before = parts.trainer().trialLoss());
        }
    }

    /**
     * Adds both losses to the changes that are about the function.
     *
     * @throws SettingsException if it cannot be computed at all under the new parts
     */
    List<Changed> noted(List<Changed> changes, Parts parts) {
        List<Changed> noted = new ArrayList<>();
        for (Changed change : changes) {
            noted.add(FUNCTION.contains(change.key()) ? noted(change, parts) : change);
        }
        return noted;
    }

    private Changed noted(Changed change, Parts parts) {
        double after;
        try {
            after = parts.trainer().trialLoss();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            after = Double.NaN;
            happenings.broken(change, e);
        }
        if (!Double.isFinite(after)) {
            throw new SettingsException(change.key(), change.to(), "gives no loss on held-out samples");
        }
        String note = new BothSides(loss(before), loss(after)).words();
        String all = change.note().isEmpty() ? note : change.note() + ", " + note;
        return change.withNote(all);
    }

    private static Score loss(double loss) {
        return new Score(loss, Map.of());
    }
}
