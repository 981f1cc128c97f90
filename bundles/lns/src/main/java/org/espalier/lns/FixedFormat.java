package org.espalier.lns;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/**
 * What a job says about the fixed-point numbers of one site; what it leaves out follows from the site.
 *
 * @param bits     bits of a code, the sign included
 * @param group    which entries share a scale
 * @param rounding which neighbour a value becomes
 */
public record FixedFormat(
        @Doc("bits of a code with its sign; 8 if left out, 16 for update") @Range(min = 2, max = 16)
                Optional<Integer> bits,
        @Doc(
                        "which entries share a scale: row, those of one index along the first axis, or tensor, all; if left out, row for"
                                + " activation and error, tensor for the others")
                Optional<Group> group,
        @Doc("which neighbour a value becomes: nearest, halves to the even one, or stochastic, right on average")
                @Default("nearest")
                Rounding rounding) {
    /** All left out. */
    static final FixedFormat PLAIN = new FixedFormat(Optional.empty(), Optional.empty(), Rounding.NEAREST);
}
