package org.espalier.host.assembly;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.Births;
import org.espalier.host.plugins.BoundNumbers;

/** What must hold between a job's number system and the parameters that it is to carry. */
final class NumberChecks {
    private static final List<Site> OF_PARAMETERS = List.of(Site.WEIGHT, Site.GRADIENT, Site.UPDATE);
    private static final List<Site> OF_VALUES = List.of(Site.WEIGHT, Site.UPDATE);
    private final BoundNumbers numbers;
    private final String name;
    private final Births births;

    /** Checks of a number system of that name. */
    NumberChecks(BoundNumbers numbers, String name, Births births) {
        this.numbers = numbers;
        this.name = name;
        this.births = births;
    }

    /**
     * Refuses what cannot be carried.
     *
     * @param parameter one that no group leaves in float32
     * @throws SettingsException with the parameter named
     */
    void check(Parameter parameter, Layout layout) {
        if (parameter.kind() == EntryKind.STATISTIC) {
            return;
        }
        for (Site site : OF_PARAMETERS) {
            boolean taken = site != Site.GRADIENT || parameter.kind() == EntryKind.TRAINED;
            if (taken && numbers.rounds(site)) {
                int[] shape = parameter.axes().stream().mapToInt(Axis::size).toArray();
                numbers.prepare(shape, site).close();
            }
        }
        for (Site site : OF_VALUES) {
            if (numbers.rounds(site) && !numbers.traits(site).exactZero()) {
                checkZeros(parameter, layout, site);
            }
        }
    }

    /** Born here as they will be at the run's birth. */
    private void checkZeros(Parameter parameter, Layout layout, Site site) {
        float[] values = new float[parameter.length()];
        try {
            births.fill(parameter, layout, Region.all(parameter), values, Map.of(), 0);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("init", parameter.name(), String.valueOf(e.getMessage()));
        }
        int zeros = 0;
        for (float value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        if (zeros > 0) {
            throw new SettingsException(
                    "precision",
                    name,
                    parameter.name() + ": " + zeros + " of " + values.length
                            + " entries are born exactly zero, which it does not have at "
                            + site.name().toLowerCase(Locale.ROOT)
                            + "; let them be born otherwise, such as mirrored, or leave the parameter out by a group with"
                            + " precision: float32");
        }
    }
}
