package org.espalier.testkit.doubles;

import java.util.List;
import org.espalier.api.number.NumberSystem;
import org.espalier.testkit.number.NumberSystemConformance;

class NumberDoublesTest extends NumberSystemConformance<LogNumbers.Settings> {
    @Override
    protected NumberSystem<LogNumbers.Settings> plugin() {
        return new LogNumbers();
    }

    @Override
    protected List<LogNumbers.Settings> settings() {
        return List.of(new LogNumbers.Settings(8, 8), new LogNumbers.Settings(12, 128), new LogNumbers.Settings(3, 1));
    }
}
