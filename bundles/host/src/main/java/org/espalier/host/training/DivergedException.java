package org.espalier.host.training;

/** The loss of a step is not finite; the weights are still those before the step. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1;

    DivergedException(long step, double loss) {
        super("the loss of step " + step + " is " + loss + "; try a smaller learning rate or a gradient clip");
    }
}
