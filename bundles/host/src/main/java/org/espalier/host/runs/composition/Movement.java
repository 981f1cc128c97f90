package org.espalier.host.runs.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.run.Changed;
import org.espalier.host.job.Job;

/** How far weights move when another number system carries them. */
final class Movement {
    private static final String PRECISION = "precision";

    private boolean any;
    private double moved;
    private double all;

    /** A tensor before and after. */
    void add(float[] before, float[] after) {
        any = true;
        for (int i = 0; i < before.length; i++) {
            double difference = (double) after[i] - before[i];
            moved += difference * difference;
            all += (double) before[i] * before[i];
        }
    }

    /** Whether there was one. */
    boolean any() {
        return any;
    }

    /**
     * Says how far, as the Euclidean norm of all differences over that of the weights, at the change of the number system, or
     * beside changes among which there is none, as of settings alone.
     */
    List<Changed> noted(List<Changed> changes, Job before, Job after) {
        String note = moved == 0
                ? "weights stay as they are"
                : String.format(Locale.ROOT, "weights moved by %.2g of their norm", Math.sqrt(moved / all));
        List<Changed> noted = new ArrayList<>();
        Changed own = new Changed(PRECISION, before.text(PRECISION), after.text(PRECISION), note);
        for (Changed change : changes) {
            if (change.key().equals(PRECISION)) {
                String from = change.from().isEmpty() ? before.precision().type() : change.from();
                own = new Changed(PRECISION, from, change.to(), note);
            } else {
                noted.add(change);
            }
        }
        noted.add(own);
        return noted;
    }
}
