package org.espalier.host.growth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Silence;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.testkit.birth.InitializerConformance;

/** The host's own births promise what every initializer does. */
class BirthsConformanceTest extends InitializerConformance<BirthsConformanceTest.Settings> {
    record Settings(@Doc("name of the rule") String rule) {
        Init init() {
            return switch (rule) {
                case Init.CONSTANT -> Init.constant(2);
                case Init.NORMAL -> Init.normal(0.5);
                case Init.UNIFORM -> Init.uniform(2, 3);
                case Init.IDENTITY -> Init.identity();
                case Init.HADAMARD -> Init.hadamard(0.5);
                case Init.ORTHONORMAL -> Init.orthonormal();
                case Init.MIRRORED -> Init.mirrored(0.5);
                default -> Init.zero();
            };
        }
    }

    /** Fills by a rule what the rule fits, but what the layout calls silent; leaves the rest to the layout. */
    @Plugin(name = "rule")
    static final class ByRule implements Initializer<Settings> {
        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public boolean initialize(Newborn newborn, Settings settings) {
            float[] values = newborn.values().clone();
            try {
                Parameter parameter = newborn.parameter();
                new Births(1, Optional.empty())
                        .fill(
                                parameter,
                                newborn.layout(),
                                newborn.region(),
                                values,
                                Map.of(parameter.name(), settings.init()),
                                newborn.atBirth() ? 0 : 1);
            } catch (IllegalArgumentException e) {
                return false;
            }
            Silence silence = Silence.of(newborn);
            newborn.region().forEach((flat, index) -> values[flat] = silence.at(index) ? 0 : values[flat]);
            System.arraycopy(values, 0, newborn.values(), 0, values.length);
            return true;
        }
    }

    @Override
    protected Initializer<Settings> plugin() {
        return new ByRule();
    }

    @Override
    protected List<Settings> settings() {
        return List.of(
                        Init.ZERO,
                        Init.CONSTANT,
                        Init.NORMAL,
                        Init.UNIFORM,
                        Init.IDENTITY,
                        Init.HADAMARD,
                        Init.ORTHONORMAL,
                        Init.MIRRORED)
                .stream()
                .map(Settings::new)
                .toList();
    }
}
