package org.espalier.it.inside;

import java.io.IOException;
import org.espalier.it.support.SmallJob;

/**
 * A mistake in a small job.
 *
 * @param job   the job's file
 * @param old   what stands there, once
 * @param other what stands there instead
 * @param line  of the job in which it stands; 0 if it stands in none
 * @param said  what the refusal says after the place
 */
record Mistake(String job, String name, String old, String other, int line, String... said) {
    /** One in the job of most tests. */
    Mistake(String name, String old, String other, int line, String... said) {
        this("small", name, old, other, line, said);
    }

    SmallJob made() throws IOException {
        return SmallJob.of(job).with(old, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
