package org.example.net2net;

import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.StepView;

/**
 * Net2DeeperNet: one layer more, born as the identity, which a net whose activation leaves its own outputs as they are (ReLU) does
 * not notice; where the model's own rule for a new layer is a silent block, that.
 *
 * <p>The probe decides which: a deepening that does not have the loss of the net as it is is none of Net2Net's, so under GELU,
 * say, depth is no candidate. What the new layer promises is, as for {@link Wider}, the lowest loss that trials find near its
 * birth: here steps down its {@link Descent}, each half as long as the one before. To compare the widening and the deepening of a
 * net by how far the loss falls near the net as it is is the idea of Wu, Liu, Stone, Liu, Firefly Neural Architecture Descent,
 * NeurIPS 2020, arXiv 2102.08574.
 */
final class Deeper {
    /** Largest relative difference of two losses that counts as none. */
    private static final double SAME = 1e-5;

    private static final String WEIGHTS = "*.weight";

    private Deeper() {}

    /** One layer more; empty if it would change what the net computes. */
    static Optional<Candidate> of(Dim depth, StepView seen, Net2NetSettings settings, double now) {
        GrowthOp.Resize more = GrowthOp.resize(depth, depth.reachable(depth.size() + 1));
        GrowthPlan identity = GrowthPlan.of(more.born(WEIGHTS, Init.identity())).preservingFunction();
        double loss = seen.lossIf(identity);
        if (same(loss, now)) {
            return Optional.of(
                    candidate(depth, more, identity, loss, promise(depth, more, seen, settings, loss), seen));
        }
        GrowthPlan silent = GrowthPlan.of(more).preservingFunction();
        double silentLoss = seen.lossIf(silent);
        return same(silentLoss, now)
                ? Optional.of(candidate(depth, more, silent, silentLoss, silentLoss, seen))
                : Optional.empty();
    }

    /** Without a width among the claims the loss of the net as it is cannot be asked for; the host checks the promise anyway. */
    private static boolean same(double loss, double now) {
        return Double.isFinite(loss) && (Double.isNaN(now) || Math.abs(loss - now) <= SAME * Math.abs(now));
    }

    private static Candidate candidate(
            Dim depth, GrowthOp.Resize more, GrowthPlan plan, double loss, double promise, StepView seen) {
        long width = Descent.width(seen.layout());
        String change = String.format(Locale.ROOT, "%s %d → %d", depth.name(), depth.size(), more.size());
        return new Candidate(depth.name(), change, plan, loss, promise, width * (width + 1));
    }

    private static double promise(
            Dim depth, GrowthOp.Resize more, StepView seen, Net2NetSettings settings, double loss) {
        Optional<Descent> descent = Descent.of(seen);
        if (descent.isEmpty()) {
            return loss;
        }
        double promise = loss;
        double reach = settings.reach();
        for (int trial = 0; trial < settings.trials(); trial++) {
            Init near = Init.values(descent.get().layer(reach));
            promise = Math.min(promise, seen.lossIf(GrowthPlan.of(more.born(WEIGHTS, near))));
            reach /= 2;
        }
        return promise;
    }
}
