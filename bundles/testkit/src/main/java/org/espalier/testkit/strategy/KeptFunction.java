package org.espalier.testkit.strategy;

import java.util.Arrays;
import java.util.function.Supplier;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.doubles.PlainModel;
import org.espalier.testkit.strategy.SimulatedRun.Step;

/** Whether plans that promise to preserve the function do: each is applied to a trained model, and outputs are compared. */
final class KeptFunction {
    /** The host's own bound. */
    private static final double RELATIVE = 1e-5;

    private static final int SAMPLES = 5;

    private KeptFunction() {}

    /** AssertionError if outputs change under a plan that promises that they do not. */
    static <S extends Record> void check(SimulatedRun<S> run, Supplier<GrowthStrategy<S>> strategies) {
        GrowthStrategy<S> strategy = strategies.get();
        for (Step step : run.run(strategy, run.begin(strategy).orElseThrow())) {
            boolean applied = step.after().outcome().stream().anyMatch(o -> o.status() == PlanOutcome.Status.APPLIED);
            if (applied) {
                step.decision()
                        .plan()
                        .filter(plan -> plan.preservesFunction() && isPlain(plan))
                        .ifPresent(plan -> check(run, step, plan));
            }
        }
    }

    /** A refactor takes an SVD: what it keeps, the host measures. */
    private static boolean isPlain(GrowthPlan plan) {
        return plan.ops().stream().noneMatch(op -> op instanceof GrowthOp.Refactor || op instanceof GrowthOp.Assign);
    }

    private static void check(SimulatedRun<?> run, Step step, GrowthPlan plan) {
        PlainModel model = run.system().model();
        Dims before = step.before().dims();
        Dims after = run.grown(before, plan);
        PlainWeights weights =
                PlainWeights.trained(model.layout(before), step.before().index());
        PlainWeights grown = weights.grown(plan, model.layout(after), 1);
        for (int sample = 0; sample < SAMPLES; sample++) {
            RandomStream random = RandomStream.of(sample, "inputs");
            double[] input = new double[model.inputs()];
            Arrays.setAll(input, random::normal);
            double[] expected = model.outputs(weights, before, input);
            double[] actual = model.outputs(grown, after, input);
            double change = change(expected, actual);
            if (!(change <= RELATIVE)) {
                throw new AssertionError(
                        "The plan " + plan + " promises to preserve the function, but on " + run
                                + " outputs change by " + change
                                + " relative. The host would drop the whole plan. Let what uses new"
                                + " entries be born zero (resize(…).born(…, Init.zero())), remap without noise, or do not promise.");
            }
        }
    }

    private static double change(double[] expected, double[] actual) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            size += expected[i] * expected[i];
        }
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }
}
