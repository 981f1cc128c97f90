package org.espalier.models.resnet;

import org.espalier.api.model.Pass;

/** A part of a unit, which ends before the next one begins. */
interface Step {
    /** Computes values of the whole batch. */
    void forward(Pass pass);

    /** Adds to gradients and computes errors of the whole batch. */
    void backward();
}
