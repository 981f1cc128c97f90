package org.espalier.testkit.doubles;

import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.testkit.PlainWeights;

/** A small model on plain arrays: sizes at birth, the layout that sizes give, and one sample's outputs, pure functions all. */
public interface PlainModel {
    /** The sizes at birth, with limits and spectra. */
    Dims dims();

    /** The dims made whole: those that growth in depth calls for are added at their birth sizes, those it removes are gone. */
    default Dims complete(Dims dims) {
        return dims;
    }

    /** The parameters at complete dims. */
    Layout layout(Dims dims);

    /** Numbers that it reads. */
    int inputs();

    /** What it makes of an input with weights of the layout at these dims. */
    double[] outputs(PlainWeights weights, Dims dims, double[] input);
}
