package org.espalier.testkit.model;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.RandomStream;

/** What forward and backward of a program give, and what they leave alone. */
final class Gradients {
    private static final double ROUNDING = 1e-4;

    private Gradients() {}

    static void checkDifferences(ModelRig<?> rig, double tolerance) {
        NamedTensors gradients = rig.gradients();
        for (Parameter parameter : rig.layout().parameters()) {
            if (parameter.kind() != EntryKind.TRAINED || parameter.length() == 0) {
                continue;
            }
            float[] gradient = gradients.values(parameter.name());
            if (Numbers.dot(gradient, gradient) == 0) {
                throw new AssertionError("The gradient of " + parameter + " is zero throughout for " + rig.where()
                        + ", on weights and inputs that are normal numbers. backward adds the gradient of each TRAINED"
                        + " parameter to into.get(name); one that outputs do not depend on is not trained.");
            }
            double mismatch = Derivatives.mismatch(rig.weights().get(parameter.name()), gradient, rig::loss);
            if (!(mismatch < tolerance)) {
                throw new AssertionError("The gradient of " + parameter + " differs from central differences by "
                        + mismatch + " relative for " + rig.where() + "; " + tolerance
                        + " is allowed. Check backward of what uses it.");
            }
        }
    }

    static void checkAdds(ModelRig<?> rig) {
        NamedTensors once = rig.gradients();
        NamedTensors twice = rig.backward(RecordedPass.ofTraining(), rig.gradients());
        for (String name : once.names()) {
            float[] expected = once.values(name);
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= 2;
            }
            double distance = distance(twice.values(name), expected);
            if (!(distance < ROUNDING)) {
                throw new AssertionError(
                        "Two backwards into the same tensors left a gradient of " + name + " that is off by " + distance
                                + " relative from twice that of one, for " + rig.where()
                                + ". backward adds to what is there: the host"
                                + " sums over micro-batches.");
            }
        }
    }

    static void checkLeftAlone(ModelRig<?> rig) {
        NamedTensors weights = rig.weights();
        Map<String, float[]> values = new TreeMap<>();
        weights.names().forEach(name -> values.put(name, weights.values(name)));
        rig.gradients();
        if (!Arrays.equals(rig.input(), rig.inputNow())) {
            throw new AssertionError("A step changed its inputs, for " + rig.where()
                    + ". They are the host's: copy what is to be" + " overwritten into memory of the workspace.");
        }
        values.forEach((name, before) -> {
            if (!Arrays.equals(before, weights.values(name))) {
                throw new AssertionError(
                        "A step changed the weights of " + rig.layout().get(name) + ", for " + rig.where()
                                + ". They are the host's; a STATISTIC goes through pass.statistic.");
            }
        });
    }

    /** Some steps by one program, and the same by programs that are dropped and prepared again at random. */
    static void checkPreparedAgain(ModelRig<?> kept, ModelRig<?> renewed) {
        RandomStream coin = RandomStream.of(2, "prepare");
        for (int step = 0; step < 6; step++) {
            if (step == 0 || coin.uniform(step) < 0.5) {
                renewed.prepareAgain();
            }
            boolean same = Arrays.equals(
                    kept.forward(RecordedPass.ofEvaluation()), renewed.forward(RecordedPass.ofEvaluation()));
            NamedTensors one = kept.gradients();
            NamedTensors other = renewed.gradients();
            for (String name : one.names()) {
                same &= Arrays.equals(one.values(name), other.values(name));
            }
            if (!same) {
                throw new AssertionError(
                        "A program that was prepared again gave other bits at step " + step + ", for " + kept.where()
                                + ". The host drops and re-prepares programs between any two steps: hold nothing that a later step"
                                + " depends on, and clear scratch that is added to.");
            }
            nudge(kept);
            nudge(renewed);
        }
    }

    /** Other weights for the next step, so that what is kept from the last one shows. */
    private static void nudge(ModelRig<?> rig) {
        for (String name : rig.weights().names()) {
            float[] values = rig.weights().values(name);
            for (int i = 0; i < values.length; i++) {
                values[i] *= 0.9f;
            }
            TestWorkspace.write(rig.weights().get(name), values);
        }
    }

    static void checkWorkers(ModelRig<?> one, ModelRig<?> many) {
        double outputs = distance(many.forward(RecordedPass.ofEvaluation()), one.forward(RecordedPass.ofEvaluation()));
        NamedTensors alone = one.gradients();
        NamedTensors shared = many.gradients();
        String worst = "outputs";
        for (String name : alone.names()) {
            double distance = distance(shared.values(name), alone.values(name));
            worst = distance > outputs ? "the gradient of " + name : worst;
            outputs = Math.max(outputs, distance);
        }
        if (!(outputs < ROUNDING)) {
            throw new AssertionError(
                    "With three workers " + worst + " differ by " + outputs + " relative from one worker's, for "
                            + one.where()
                            + ". The split of work may change rounding and nothing else: look for shares that overlap"
                            + " or are left out.");
        }
    }

    /** ‖a − b‖ / ‖b‖; 0 if both are zero. */
    static double distance(float[] a, float[] b) {
        if (a.length != b.length) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            size += (double) b[i] * b[i];
        }
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }
}
