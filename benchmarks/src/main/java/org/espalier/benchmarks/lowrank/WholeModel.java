package org.espalier.benchmarks.lowrank;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;

/**
 * GPT-2 medium as a whole, by its layout and its cost; nothing is allocated. What attention multiplies beside its weights grows with the context,
 * and low rank of the MLPs spares none of it: so operations are told with it and without.
 */
final class WholeModel {
    private static final int LAYERS = 24;
    private static final int TOKENS = 50257;
    private static final int CONTEXT = 1024;
    private static final int SHORT = 256;
    private static final double PARAMETERS = 1 - 0.365;
    private static final double OPERATIONS = 0.64;
    private static final Gpt MODEL = new Gpt();

    private WholeModel() {}

    /** One form's sizes. */
    private record Sizes(GptSettings settings, Dims dims) {
        static Sizes of(Form form) {
            GptSettings settings = Contender.gpt(form, LAYERS);
            return new Sizes(settings, MODEL.dims(settings));
        }

        long parameters() {
            return MODEL.layout(settings, dims, tokens(CONTEXT)).trainedEntries();
        }

        double operations(int context, boolean attention) {
            Cost cost = MODEL.cost(settings, dims, tokens(context));
            if (attention) {
                return cost.trainingFlops();
            }
            Map<String, Long> weights = new HashMap<>(cost.multiplyAdds());
            weights.keySet().removeIf(part -> part.endsWith(".attn"));
            return Cost.of(weights, 0).withFrozen(cost.frozen()).trainingFlops();
        }

        private static Shapes tokens(int context) {
            return Shapes.of(1, new int[] {context, 1}, new int[] {context, 1}).withVocabulary(TOKENS);
        }
    }

    /**
     * Prints the table.
     *
     * @return whether the parameters and the operations of the weights' products meet their targets with ranks fixed and no W0
     */
    static boolean run() {
        System.out.printf(
                Locale.ROOT,
                "%nThe whole model: parameters that are trained, and modelled operations of a step, of full rank's; wanted ≤ %.3f and ≤ %.2f%n%n",
                PARAMETERS,
                OPERATIONS);
        System.out.println(
                "| MLPs' matrices | parameters | of full rank | operations, context 1024 | of the weights alone"
                        + " | context 256 | of the weights alone |");
        System.out.println("|---|---|---|---|---|---|---|");
        Sizes full = Sizes.of(Form.FULL);
        for (Form form : Form.all()) {
            Sizes sizes = Sizes.of(form);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.3f | %s | %s | %s | %s |%n",
                    form.name(),
                    sizes.parameters(),
                    (double) sizes.parameters() / full.parameters(),
                    operations(form, sizes, full, CONTEXT, true),
                    operations(form, sizes, full, CONTEXT, false),
                    operations(form, sizes, full, SHORT, true),
                    operations(form, sizes, full, SHORT, false));
        }
        Sizes fixed = Sizes.of(Form.NONE);
        return fixed.parameters() <= PARAMETERS * full.parameters()
                && fixed.operations(CONTEXT, false) <= OPERATIONS * full.operations(CONTEXT, false);
    }

    private static String operations(Form form, Sizes sizes, Sizes full, int context, boolean attention) {
        double ratio = sizes.operations(context, attention) / full.operations(context, attention);
        String verdict = form.fixed() ? ratio <= OPERATIONS ? " met" : " missed" : "";
        return String.format(Locale.ROOT, "%.3f%s", ratio, verdict);
    }
}
