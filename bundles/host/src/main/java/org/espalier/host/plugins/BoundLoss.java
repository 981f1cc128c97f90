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

    /** The prepared form for samples of these shapes. */
    public Loss.Measure prepare(int[] outputShape, int[] targetShape, boolean periodic) {
        return loss.prepare(outputShape, targetShape, periodic, settings);
    }
}
