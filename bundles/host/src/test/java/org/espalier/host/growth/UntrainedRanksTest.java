package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ranks that random factors have by themselves: what a criterion says of a product that has learned nothing.
 *
 * <p>InRank's released code bears both factors at random, of half the full rank, and reports ranks 254, 287 and 313 for GPT-2 small, medium and
 * large with buffer 100 and α = 0.9 (README of jiaweizzhao/InRank). Several seeds: {@code benchmarks/run ranks}.
 */
class UntrainedRanksTest {
    private static final int BUFFER = 100;
    private static final int FIRST = 2;

    /** Of one matrix of the size of an MLP's first, from rank 2 on until a check keeps. */
    @ParameterizedTest
    @CsvSource({"768, 254, 3, 152", "1024, 287, 4, 168", "1280, 312, 4, 179"})
    void theReleasedCodesCriterionGivesFactorsThatHaveLearnedNothingTheRanksThatItsAuthorsReport(
            int width, int rank, int tolerance, int atLess) {
        Untrained matrix = new Untrained(width, 4 * width);
        assertEquals(rank, matrix.grown(Criterion.REFERENCE_VARIANCE, 0.9), tolerance);
        assertEquals(atLess, matrix.grown(Criterion.REFERENCE_VARIANCE, 0.8), 3);
    }

    /** Factors as the released code bears them: uniform, within one over the root of what each of them reads. */
    private static final class Untrained {
        private final int in;
        private final int out;
        private final int most;
        private final float[] left;
        private final float[] right;
        private final Map<Integer, double[]> spectra = new HashMap<>();

        Untrained(int in, int out) {
            this.in = in;
            this.out = out;
            this.most = Math.min(in, out) / 2;
            this.left = uniform("left", out * most, most);
            this.right = uniform("right", most * in, in);
        }

        private static float[] uniform(String name, int length, int read) {
            RandomStream random = RandomStream.of(1, name);
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) ((2 * random.uniform(i) - 1) / Math.sqrt(read));
            }
            return values;
        }

        int grown(Criterion criterion, double explained) {
            InRankSettings settings = new InRankSettings(criterion, explained, BUFFER, 1, 0);
            int size = FIRST + BUFFER;
            for (Optional<Integer> next = grown(size, settings); next.isPresent(); next = grown(size, settings)) {
                size = next.get();
            }
            return size - BUFFER;
        }

        /** What one check makes of the rank; empty if it keeps. */
        private Optional<Integer> grown(int size, InRankSettings settings) {
            Dim rank = Dim.of("rank", DimKind.RANK, size, most).withSpectrum(Spectrum.product("u", "v"));
            Parameter u = Parameter.trained(
                    "u", Init.uniform(1), Axis.fixed(Role.PRODUCES, out), Axis.of(Role.CONSUMES, rank));
            Parameter v = Parameter.trained(
                    "v", Init.uniform(1), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, in));
            double[] energies = spectra.computeIfAbsent(size, terms -> energies(u, v, terms));
            return PlainView.claiming(rank)
                    .layout(Layout.of(u, v))
                    .spectrum(rank, energies)
                    .decide(new InRank(), settings, PluginState.empty())
                    .plan()
                    .map(UntrainedRanksTest::size);
        }

        private double[] energies(Parameter u, Parameter v, int terms) {
            float[] ofLeft = new float[out * terms];
            for (int row = 0; row < out; row++) {
                System.arraycopy(left, row * most, ofLeft, row * terms, terms);
            }
            return new Spectra.Pair(new ProductFactor(u, "rank"), new ProductFactor(v, "rank"))
                    .grams(ofLeft, right, 0)
                    .energies();
        }
    }

    private static int size(GrowthPlan plan) {
        return ((GrowthOp.Resize) plan.ops().get(0)).size();
    }
}
