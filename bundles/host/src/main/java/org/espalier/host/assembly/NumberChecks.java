package org.espalier.host.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.Births;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.plugins.BoundOptimizer;

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
                numbers.prepare(shape(parameter), site).close();
            }
        }
        for (Site site : OF_VALUES) {
            if (numbers.rounds(site) && !numbers.traits(site).exactZero()) {
                checkZeros(parameter, layout, site);
            }
        }
    }

    /**
     * Refuses an optimizer whose updates the grid of a trained parameter would lose.
     *
     * @param optimizer of the parameter
     * @param rule      its name
     */
    void check(Parameter parameter, BoundOptimizer optimizer, String rule) {
        if (!numbers.rounds(Site.UPDATE)) {
            return;
        }
        OptionalInt wanted = optimizer.stepsPerOctave();
        OptionalInt there = numbers.traits(Site.UPDATE).stepsPerOctave();
        if (wanted.isPresent() && (there.isEmpty() || there.getAsInt() % wanted.getAsInt() != 0)) {
            String grid = there.isPresent() ? "has steps of 1/" + there.getAsInt() : "has no such numbers";
            throw refusal(parameter.name() + ": " + rule + " moves weights by steps of 1/" + wanted.getAsInt()
                    + " octaves, and update " + grid + ", where they would be lost; give both the same base, or leave"
                    + " update out of its sites");
        }
        if (!optimizer.movesExactZero() && losesSmallWeights(parameter)) {
            throw refusal(parameter.name() + ": makes zeros of small weights at update, which " + rule
                    + " would never move again; use an optimizer that adds, leave update out of its sites, or let underflow be"
                    + " smallest where it has that");
        }
    }

    /** Whether the smallest weight that there may be becomes zero on a grid that fits weights of about 1. */
    private boolean losesSmallWeights(Parameter parameter) {
        float[] weights = new float[parameter.length()];
        Arrays.fill(weights, 1);
        if (weights.length == 0) {
            return false;
        }
        weights[0] = Float.MIN_NORMAL;
        try (Rounder rounder = numbers.prepare(shape(parameter), Site.UPDATE)) {
            rounder.round(weights, 0, 1, rounder.fit(weights), RandomStream.of(0, "underflow"));
        }
        return weights[0] == 0;
    }

    private SettingsException refusal(String why) {
        return new SettingsException("precision", name, why);
    }

    private static int[] shape(Parameter parameter) {
        return parameter.axes().stream().mapToInt(Axis::size).toArray();
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
            throw refusal(parameter.name() + ": " + zeros + " of " + values.length
                    + " entries are born exactly zero, which it does not have at "
                    + site.name().toLowerCase(Locale.ROOT)
                    + "; let them be born otherwise, such as mirrored, or leave the parameter out by a group with"
                    + " precision: float32");
        }
    }
}
