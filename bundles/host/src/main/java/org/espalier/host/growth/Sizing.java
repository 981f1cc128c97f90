package org.espalier.host.growth;

import java.util.Set;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;

/** From dims to everything that follows from them: the run's model and data, seen as pure functions of sizes. */
public interface Sizing {
    /** All dims of the run made whole: the data's, then the model's. May throw SettingsException. */
    Dims complete(Dims dims);

    /** The shapes of a full training batch. */
    Shapes shapes(Dims dims);

    /** The model's layout. */
    Layout layout(Dims dims);

    /** The taps that the model's programs report. */
    Set<String> taps(Dims dims);

    /** The cost of one forward pass of a full training batch. */
    Cost cost(Dims dims);
}
