package org.example.frozen;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Role;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.RandomStream;
import org.osgi.service.component.annotations.Component;

/** Normal entries, as small as there are inputs; what is not a matrix is left to the layout. */
@Component(service = Initializer.class)
@Plugin(name = "frozen")
public final class FrozenInitializer implements Initializer<FrozenInitializer.Settings> {
    /** How large. */
    public record Settings(@Doc("factor on 1/√inputs") @Range(min = 0) @Default("1") double gain) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean initialize(Newborn newborn, Settings settings) {
        int inputs = 1;
        for (Axis axis : newborn.parameter().axes()) {
            inputs *= axis.role() == Role.CONSUMES ? axis.size() : 1;
        }
        if (!newborn.atBirth() || inputs == 1 || newborn.parameter().kind() != EntryKind.TRAINED) {
            return false;
        }
        float[] values = newborn.values();
        RandomStream random = newborn.random();
        double std = settings.gain() / Math.sqrt(inputs);
        newborn.region().forEach((flat, index) -> values[flat] = (float) (std * random.normal(flat)));
        return true;
    }
}
