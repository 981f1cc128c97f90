package org.espalier.testkit.doubles;

import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;

/** A model without a forward pass: sizes at birth and the layout that sizes give, pure functions both. */
public interface PlainModel {
    /** The sizes at birth, with limits and spectra. */
    Dims dims();

    /** The dims made whole: those that growth in depth calls for are added at their birth sizes, those it removes are gone. */
    default Dims complete(Dims dims) {
        return dims;
    }

    /** The parameters at complete dims. */
    Layout layout(Dims dims);
}
