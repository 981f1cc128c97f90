package org.espalier.benchmarks.arms.widths;

/**
 * A number system as a job has it.
 *
 * @param word      in kebab case; part of the names of runs
 * @param title     for the page
 * @param precision of the job
 * @param base      steps per octave of the grid of updates
 */
record Numbers(String word, String title, String precision, int base) {
    /** Steps per octave of LNS-Madam where nothing rounds updates: those of 12 bits. */
    private static final int FREE = 128;

    private static final String SITES = "{ type: lns, sites: [weight, activation, error, gradient]";

    static final Numbers FLOAT = new Numbers("float32", "float32", "float32", FREE);

    /** Eight bits forward and backward, and updates left alone. */
    static final Numbers EIGHT = new Numbers("eight", "8 bits forward and backward", SITES + " }", FREE);

    /** The same with fewer bits backward. */
    static Numbers backward(int bits) {
        return new Numbers(
                "backward-" + bits,
                "8 bits forward, " + bits + " backward",
                SITES + ", error: { bits: " + bits + " }, gradient: { bits: " + bits + " } }",
                FREE);
    }

    /** Eight bits forward and backward, and updates of so many. */
    static Numbers updates(int bits, String rounding) {
        int base = 1 << (bits - 5);
        return new Numbers(
                "update-" + bits + "-" + rounding,
                bits + " bits, " + rounding,
                "{ type: lns, update: { bits: " + bits + ", base: " + base + ", rounding: " + rounding + " } }",
                base);
    }
}
