package org.example.net2net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.StepView;

/**
 * Net2DeeperNet: one layer more, born as the identity, which a net whose activation leaves its own outputs as they are (ReLU)
 * does not notice; where the model's own rule for a new layer is a silent block, that.
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
            return Optional.of(candidate(depth, more, identity, loss, promise(more, seen, settings, loss), seen));
        }
        GrowthPlan silent = GrowthPlan.of(more).preservingFunction();
        double silentLoss = seen.lossIf(silent);
        return same(silentLoss, now)
                ? Optional.of(candidate(depth, more, silent, silentLoss, silentLoss, seen))
                : Optional.empty();
    }

    private static boolean same(double loss, double now) {
        return Double.isFinite(loss) && Math.abs(loss - now) <= SAME * Math.abs(now);
    }

    private static Candidate candidate(
            Dim depth, GrowthOp.Resize more, GrowthPlan plan, double loss, double promise, StepView seen) {
        String change = String.format(Locale.ROOT, "%s %d → %d", depth.name(), depth.size(), more.size());
        return Candidate.of(depth, change, plan, loss, promise, seen);
    }

    private static double promise(GrowthOp.Resize more, StepView seen, Net2NetSettings settings, double loss) {
        Optional<Descent> descent = Descent.of(seen);
        Optional<Parameter> layer = descent.flatMap(d -> square(d.width(), more, seen));
        double promise = loss;
        double reach = settings.reach();
        for (int trial = 0; layer.isPresent() && trial < settings.trials(); trial++) {
            Init near = Init.values(descent.get().layer(reach));
            GrowthPlan plan = GrowthPlan.of(more.born(layer.get().name(), near));
            promise = Math.min(promise, seen.lossIf(plan));
            reach /= 2;
        }
        return promise;
    }

    /** The one matrix that the layer brings; empty if there are several, or it is of another shape. */
    private static Optional<Parameter> square(int width, GrowthOp.Resize more, StepView seen) {
        List<Parameter> matrices = seen.layoutIf(GrowthPlan.of(more)).stream()
                .flatMap(layout -> layout.parameters().stream())
                .filter(p -> seen.layout().find(p.name()).isEmpty() && p.axes().size() == 2)
                .toList();
        return matrices.size() == 1 && Arrays.equals(matrices.get(0).shape(), new int[] {width, width})
                ? Optional.of(matrices.get(0))
                : Optional.empty();
    }
}
