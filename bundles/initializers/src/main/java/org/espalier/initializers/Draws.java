package org.espalier.initializers;

import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Silence;
import org.espalier.api.plugin.RandomStream;

/** Fills newborn entries with independent draws of one standard deviation. */
final class Draws {
    private Draws() {}

    static void fill(Newborn newborn, Distribution from, double std) {
        Region region = newborn.region();
        Silence silence = Silence.of(newborn);
        float[] values = newborn.values();
        RandomStream random = newborn.random();
        region.forEach((flat, index) -> values[flat] = silence.at(index) ? 0 : (float) (std * from.draw(random, flat)));
    }
}
