package org.espalier.host.training;

/** Training cannot go on since a number is no longer finite; such weights are never saved. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1;

    /** A failure of that, such as "the loss of step 12 is NaN". */
    public DivergedException(String what) {
        super(what);
    }

    /** The same with what is left and what would do. */
    public DivergedException keeping(String what) {
        return new DivergedException(getMessage() + "; " + what + "; try a smaller learning rate or a gradient clip");
    }
}
