package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;

/** Madam and its kin: one moment, a clamp for each tensor, and weights whose signs and zeros stay. */
abstract class MadamFamily<S extends Record & MadamFamily.Constants> implements Optimizer<S> {
    /** What the settings of every kin hold. */
    interface Constants {
        double lr();

        double clamp();
    }

    private final Class<S> settings;

    MadamFamily(Class<S> settings) {
        this.settings = settings;
    }

    @Override
    public final Class<S> settings() {
        return settings;
    }

    @Override
    public final List<Moment> moments(S settings) {
        return List.of(Moment.quadratic("second"));
    }

    @Override
    public final double rate(S settings) {
        return settings.lr();
    }

    @Override
    public final boolean movesExactZero(S settings) {
        return false;
    }

    @Override
    public final double[] constants(Parameter parameter, float[] weights, S settings) {
        return new double[] {NormalisedGradient.clamp(settings.clamp(), weights)};
    }
}
