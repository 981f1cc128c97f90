package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.RandomStream;
import org.espalier.inrank.Criterion;
import org.espalier.inrank.InRank;
import org.espalier.inrank.InRankSettings;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

/**
 * Ranks that random factors have by themselves: what a criterion says of a product that has learned nothing.
 *
 * <p>InRank's released code bears both factors at random, of half the full rank, and reports rank 254 for GPT-2 small with buffer 100
 * and α = 0.9 (README of jiaweizzhao/InRank).
 */
class UntrainedRanksTest {
    private static final int IN = 768;
    private static final int OUT = 3072;
    private static final int MOST = IN / 2;
    private static final int BUFFER = 100;

    private static float[] uniform(String name, int length, int fan) {
        RandomStream random = RandomStream.of(1, name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) ((2 * random.uniform(i) - 1) / Math.sqrt(fan));
        }
        return values;
    }

    /** Growth ends where a check first keeps; two on either side of it tell where that is. */
    @Test
    void theReleasedCodesCriterionGivesFactorsThatHaveLearnedNothingTheRankThatItsAuthorsReport() {
        assertTrue(check(254 - 4).plan().isPresent(), "more than 250 lead");
        Decision kept = check(254 + 3);
        assertEquals(Optional.empty(), kept.plan(), kept::why);
    }

    /** What a product of which so many directions lead is to become. */
    private static Decision check(int leading) {
        int size = leading + BUFFER;
        Dim rank = Dim.of("rank", DimKind.RANK, size, MOST).withSpectrum(Spectrum.product("u", "v"));
        Parameter u =
                Parameter.trained("u", Init.uniform(1), Axis.fixed(Role.PRODUCES, OUT), Axis.of(Role.CONSUMES, rank));
        Parameter v =
                Parameter.trained("v", Init.uniform(1), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, IN));
        float[] left = uniform("b", OUT * size, MOST);
        float[] right = uniform("a", size * IN, IN);
        double[] energy = new Spectra.Pair(new ProductFactor(u, "rank"), new ProductFactor(v, "rank"))
                .grams(left, right, 0)
                .energies();
        return PlainView.claiming(rank)
                .layout(Layout.of(u, v))
                .spectrum(rank, energy)
                .decide(
                        new InRank(),
                        new InRankSettings(Criterion.REFERENCE_VARIANCE, 0.9, BUFFER, 1, 0),
                        PluginState.empty());
    }
}
