package org.espalier.host.runs.orders;

/** A resumed run cannot do again what somebody ordered in an earlier life of it: it would become another than it was. */
public final class OrderRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param order in words
     * @param run   what the run is called in the command that goes on without the order
     */
    public OrderRefusedException(String order, String why, String run) {
        super(line(order, why, run));
    }

    /** One line: the order, why it is refused, and what to do. */
    static String line(String order, String why, String run) {
        return order + " cannot be done again: " + why + "; put back what it was done with, or 'resume " + run
                + " --drop-orders' goes on without it";
    }
}
