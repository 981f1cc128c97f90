package org.espalier.lns;

import org.espalier.api.number.Site;

/** What formats share that leave it to the site. */
final class Defaults {
    private Defaults() {}

    /**
     * Rows for signals, which have samples along their first axis: what a sample becomes does not depend on those beside it.
     * One scale for all that belongs to a matrix, whose first axis is that of its inputs: a scale of its own for each would be
     * within the sums of a product, not before them.
     */
    static Group group(Site site) {
        return site == Site.ACTIVATION || site == Site.ERROR ? Group.ROW : Group.TENSOR;
    }

    /** A weight that becomes zero is lost to multiplicative rules, a signal that becomes zero is merely not heard. */
    static Underflow underflow(Site site) {
        return site == Site.WEIGHT || site == Site.UPDATE ? Underflow.SMALLEST : Underflow.ZERO;
    }
}
