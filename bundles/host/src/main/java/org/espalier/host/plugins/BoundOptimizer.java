package org.espalier.host.plugins;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;

/** An optimizer together with its settings. */
public final class BoundOptimizer {
    private final Optimizer<Record> optimizer;
    private final Record settings;

    /** The optimizer with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from optimizer.settings()
    public BoundOptimizer(Optimizer<?> optimizer, Record settings) {
        this.optimizer = (Optimizer<Record>) optimizer;
        this.settings = optimizer.settings().cast(settings);
    }

    /** The moments that it keeps per entry. */
    public List<Moment> moments() {
        return optimizer.moments(settings);
    }

    /** The rate that a schedule's factor multiplies. */
    public double rate() {
        return optimizer.rate(settings);
    }

    /** Whether an entry that is exactly zero can move. */
    public boolean movesExactZero() {
        return optimizer.movesExactZero(settings);
    }

    /** Steps per octave of the grid that it moves weights on, if it needs one. */
    public OptionalInt stepsPerOctave() {
        return optimizer.stepsPerOctave(settings);
    }

    /** Constants of one parameter. */
    public double[] constants(Parameter parameter, float[] weights) {
        return optimizer.constants(parameter, weights, settings);
    }

    /** The rule for one parameter. */
    public UpdateRule prepare(Parameter parameter) {
        return optimizer.prepare(parameter, settings);
    }
}
