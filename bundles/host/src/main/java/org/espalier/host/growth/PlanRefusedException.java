package org.espalier.host.growth;

/** A growth plan that cannot be applied; the model is untouched. The message is one line with field and value. */
public final class PlanRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** A refusal. */
    public PlanRefusedException(String why) {
        super(why);
    }
}
