package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;

/** Adam and its kin: one update, and settings of the same names that differ in what weight decay means. */
abstract class AdamFamily<S extends Record & AdamFamily.Constants> implements Optimizer<S> {
    /** What the settings of every kin hold. */
    interface Constants {
        double lr();

        double weightDecay();

        double beta1();

        double beta2();

        double eps();
    }

    private final Class<S> settings;
    private final boolean decoupled;

    /**
     * One of the family.
     *
     * @param decoupled whether decay shrinks the weights, or is a term of the gradient
     */
    AdamFamily(Class<S> settings, boolean decoupled) {
        this.settings = settings;
        this.decoupled = decoupled;
    }

    @Override
    public final Class<S> settings() {
        return settings;
    }

    @Override
    public final List<Moment> moments(S settings) {
        return AdamRule.MOMENTS;
    }

    @Override
    public final double rate(S settings) {
        return settings.lr();
    }

    @Override
    public final UpdateRule prepare(Parameter parameter, S settings) {
        double decay = settings.weightDecay();
        return new AdamRule(
                settings.beta1(),
                settings.beta2(),
                settings.eps(),
                decoupled ? 0 : (float) decay,
                decoupled ? decay : 0);
    }
}
