package org.espalier.host.plugins;

import org.espalier.api.optimize.Loss;

/** A loss together with its settings. */
public final class BoundLoss {
    private final Loss<Record> loss;
    private final Record settings;

    /** The loss with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from loss.settings()
    public BoundLoss(Loss<?> loss, Record settings) {
        this.loss = (Loss<Record>) loss;
        this.settings = loss.settings().cast(settings);
    }

    /** None, for outputs that nobody measures. */
    public static BoundLoss unmeasured() {
        return new BoundLoss(new Unmeasured(), new Unmeasured.Settings());
    }

    /** The prepared form for samples of these shapes. */
    public Loss.Measure prepare(int[] outputShape, int[] targetShape, boolean periodic) {
        return loss.prepare(outputShape, targetShape, periodic, settings);
    }

    /** Has no target to compare anything with. */
    private static final class Unmeasured implements Loss<Unmeasured.Settings> {
        /** Nothing to set. */
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            return (output, target, samples, each, gradient) -> {
                throw new IllegalStateException("a prediction is not measured");
            };
        }
    }
}
