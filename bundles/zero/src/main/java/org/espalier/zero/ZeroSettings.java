package org.espalier.zero;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;

/**
 * What a job says about birth by ZerO (Zhao et al., arXiv 2110.12661).
 *
 * @param scale    the size of Hadamard entries
 * @param widening how a matrix with more outputs than inputs is born
 * @param kernel   where a kernel has that matrix
 * @param output   how the matrix that makes the outputs is born
 * @param table    the size of entries in tables of embeddings
 */
public record ZeroSettings(
        @Doc(
                        "size of Hadamard entries: the paper's 2^(-(m-1)/2) or the notebook's 2^(-m/2), with m = ceil(log2 outputs)")
                @Default("paper")
                Scale scale,
        @Doc("a matrix with more outputs than inputs: hadamard, or identity, the control whose ranks cannot grow"
                        + " beyond the number of inputs")
                @Default("hadamard")
                Widening widening,
        @Doc(
                        "a kernel with more outputs than inputs: centre, where all of its matrix stands, or neighbours, over its taps from"
                                + " the centre outward, so that channels differ by what is around a point")
                @Default("centre")
                Kernel kernel,
        @Doc("the matrix that makes the outputs: zero, or rule, as every other") @Default("zero") Output output,
        @Doc("size of the entries of a table of embeddings, which is born with the signs of a Hadamard matrix")
                @Range(min = 1e-6, max = 1e3)
                @Default("0.02")
                double table) {
    public ZeroSettings {
        if (widening == Widening.IDENTITY && kernel == Kernel.NEIGHBOURS) {
            throw new SettingsException(
                    "kernel",
                    "neighbours",
                    "it lays a Hadamard matrix over a kernel's taps, and widening: identity has none; take kernel: centre or"
                            + " widening: hadamard");
        }
    }
}
