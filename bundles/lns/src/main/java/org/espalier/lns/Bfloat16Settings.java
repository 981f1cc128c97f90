package org.espalier.lns;

import java.util.List;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;

/**
 * What a job says about training in bfloat16.
 *
 * @param sites    where values are rounded
 * @param rounding which neighbour a value becomes
 */
public record Bfloat16Settings(
        @Doc(
                        "where values are rounded; float32 elsewhere. With update, steps below 1/256 of a weight are lost under nearest")
                @Default("[weight, activation, error, gradient]")
                List<Site> sites,
        @Doc("which neighbour a value becomes: nearest, halves to the even one, or stochastic, right on average")
                @Default("nearest")
                Rounding rounding) {
    /** A copy of the sites. */
    public Bfloat16Settings {
        sites = List.copyOf(sites);
    }
}
