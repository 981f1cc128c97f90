package org.espalier.lns;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about the logarithmic numbers of one site; what it leaves out follows from the site.
 *
 * @param bits      bits of a code, the sign included
 * @param base      γ
 * @param group     which entries share a scale
 * @param rounding  which neighbour a value becomes
 * @param underflow what becomes of values below the smallest
 */
public record LnsFormat(
        @Doc("bits of a code with its sign; 8 if left out, 12 for update") @Range(min = 2, max = 16)
                Optional<Integer> bits,
        @Doc(
                        "steps per octave, a power of two; if left out, as many as let the codes span 16 octaves: 8 for 8 bits, 128 for 12, 1 for 5")
                @Range(min = 1, max = 4096)
                Optional<Integer> base,
        @Doc(
                        "which entries share a scale: row, those of one index along the first axis, or tensor, all; if left out, row for"
                                + " activation and error, tensor for the others")
                Optional<Group> group,
        @Doc(
                        "which neighbour a value becomes: nearest in the logarithm, or stochastic, right on average in the logarithm")
                @Default("nearest")
                Rounding rounding,
        @Doc(
                        "what becomes of values below the smallest: zero below half of it, or smallest, so that nothing but zero becomes"
                                + " zero; if left out, smallest for weight and update, zero for the others")
                Optional<Underflow> underflow) {
    /** All left out. */
    static final LnsFormat PLAIN =
            new LnsFormat(Optional.empty(), Optional.empty(), Optional.empty(), Rounding.NEAREST, Optional.empty());

    /** Checks that γ is a power of two. */
    public LnsFormat {
        base.ifPresent(given -> {
            if (Integer.bitCount(given) != 1) {
                throw new SettingsException("base", given, "must be a power of two, such as 8");
            }
        });
    }
}
