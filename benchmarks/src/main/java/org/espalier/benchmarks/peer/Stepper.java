package org.espalier.benchmarks.peer;

/** Something that trains an operator step by step. */
interface Stepper extends AutoCloseable {
    /** Forward, loss, backward and update on the next batch; gives the loss before the update. */
    double step();

    /** Forward, loss and backward alone, where that can be had; else NaN. */
    double gradients();
}
