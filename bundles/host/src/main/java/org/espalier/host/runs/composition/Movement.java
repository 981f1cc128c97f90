package org.espalier.host.runs.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.run.Changed;
import org.espalier.host.job.Job;

/** How far weights move when another number system carries them, or the same one puts them onto another grid. */
public final class Movement {
    private static final String PRECISION = "precision";

    private boolean any;
    private double moved;
    private double all;
    private double most;
    private String farthest = "";

    /** A parameter's weights before and after. */
    public void add(String parameter, float[] before, float[] after) {
        any = true;
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < before.length; i++) {
            double by = (double) after[i] - before[i];
            difference += by * by;
            norm += (double) before[i] * before[i];
        }
        moved += difference;
        all += norm;
        double share = share(difference, norm);
        if (share > most) {
            most = share;
            farthest = parameter;
        }
    }

    private static double share(double difference, double norm) {
        return difference == 0 ? 0 : Math.sqrt(difference / norm);
    }

    /** Whether there was one. */
    public boolean any() {
        return any;
    }

    /** How far: the Euclidean norm of all differences over that of the weights, and the largest such share of one parameter. */
    public String words() {
        return moved == 0
                ? "weights stay as they are"
                : String.format(
                        Locale.ROOT,
                        "weights moved by %.2g of their norm, %s farthest, by %.2g of its own",
                        share(moved, all),
                        farthest,
                        most);
    }

    /** Says how far at the change of the number system, or beside changes among which there is none, as of settings alone. */
    public List<Changed> noted(List<Changed> changes, Job before, Job after) {
        String note = words();
        List<Changed> noted = new ArrayList<>();
        Changed own = new Changed(PRECISION, before.text(PRECISION), after.text(PRECISION), note);
        for (Changed change : changes) {
            if (change.key().equals(PRECISION)) {
                String from = change.from().isEmpty() ? before.precision().type() : change.from();
                own = new Changed(
                        PRECISION,
                        from,
                        change.to(),
                        change.note().isEmpty() ? note : change.note() + ", " + note,
                        change.settings(),
                        change.warnings());
            } else {
                noted.add(change);
            }
        }
        noted.add(own);
        return noted;
    }
}
