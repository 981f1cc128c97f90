package org.example.net2net;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/**
 * What a job says about a Net2Net entry.
 *
 * @param tolerance relative fall of the held-out loss below its best that counts as progress
 * @param patience  decisions in a row without progress after which the net grows
 * @param factor    new width over old width
 * @param noise     relative noise on copied units
 * @param trials    steps by which the probe tries each candidate
 * @param reach     relative length of the longest step
 */
public record Net2NetSettings(
        @Doc("relative fall of the held-out loss below its best that counts as progress")
                @Range(min = 0, max = 1)
                @Default("0.02")
                double tolerance,
        @Doc("decisions in a row without progress after which the net grows") @Range(min = 1, max = 1000) @Default("2")
                int patience,
        @Doc("new width over old width; at least one unit is added") @Range(min = 1, max = 8) @Default("2")
                double factor,
        @Doc("standard deviation of the relative noise on copied units, never on originals; with 0 the function is kept"
                        + " exactly, but copies get equal gradients and stay equal")
                @Range(min = 0, max = 0.5)
                @Default("0.01")
                double noise,
        @Doc("steps by which the probe tries what each candidate could become") @Range(min = 1, max = 256) @Default("8")
                int trials,
        @Doc("length of the longest step over the length of the weights that it moves")
                @Range(min = 0.001, max = 1)
                @Default("0.2")
                double reach) {}
