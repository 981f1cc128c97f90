package org.espalier.lns;

import org.espalier.api.number.Site;

/** What formats share that leave it to the site. */
final class Defaults {
    private Defaults() {}

    /**
     * Rows where a tensor has outputs or samples along its first axis: what a sample becomes does not depend on those beside it.
     * One scale for gradients, and for what is kept: rows that are born silent have no magnitude of their own.
     */
    static Group group(Site site) {
        return site == Site.WEIGHT || site == Site.ACTIVATION || site == Site.ERROR ? Group.ROW : Group.TENSOR;
    }

    /** A weight that becomes zero is lost to multiplicative rules, a signal that becomes zero is merely not heard. */
    static Underflow underflow(Site site) {
        return site == Site.WEIGHT || site == Site.UPDATE ? Underflow.SMALLEST : Underflow.ZERO;
    }
}
