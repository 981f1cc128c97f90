package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs, products of rounded floats, against what it stands for. */
class DatapathTest {
    private static final RandomStream DRAWS = RandomStream.of(9, "datapath");
    private static final int LENGTH = 256;

    /** A rounded vector as floats and as codes. */
    private record Vector(float[] values, Datapath.Operand operand) {
        static Vector of(int bits, int base, long seed) {
            LogFormat format = new LogFormat(bits, base, Group.TENSOR, Rounding.NEAREST, Underflow.ZERO, -1);
            LogRounder rounder = new LogRounder(format, Groups.of(new int[] {LENGTH}, Group.TENSOR));
            float[] values = new float[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                values[i] = i % 11 == 3 ? 0 : (float) (0.05 * DRAWS.at(seed).normal(i));
            }
            double[] scales = rounder.fit(values);
            rounder.round(values, 0, LENGTH, scales, DRAWS);
            int[] codes = new int[LENGTH];
            rounder.encode(values, scales, codes);
            LogGrid grid = LogGrid.of(base);
            int start = grid.index(Float.floatToRawIntBits(rounder.values(scales, 0)[1])) - 1;
            return new Vector(values, new Datapath.Operand(codes, bits, start));
        }
    }

    /** As one BLAS thread may sum them. */
    private static float fast(Vector a, Vector b) {
        float sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += a.values()[i] * b.values()[i];
        }
        return sum;
    }

    private static double magnitudes(Vector a, Vector b) {
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += Math.abs((double) a.values()[i] * b.values()[i]);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "5, 1", "6, 2", "7, 4"})
    void productsOfRoundedFloatsAreSumsOfExponents(int bits, int base) {
        Vector a = Vector.of(bits, base, 1);
        Vector b = Vector.of(bits, base, 2);
        LogGrid grid = LogGrid.of(base);
        for (int i = 0; i < LENGTH; i++) {
            float product = a.values()[i] * b.values()[i];
            int e = a.operand().exponent(i);
            int f = b.operand().exponent(i);
            assertEquals(e == 0 || f == 0, product == 0);
            if (product != 0) {
                int n = a.operand().start() + e + b.operand().start() + f;
                assertEquals(n, grid.index(Float.floatToRawIntBits(Math.abs(product))));
                assertEquals(Math.pow(2, (double) n / base), Math.abs(product), 3e-7 * Math.abs(product));
                assertEquals(product < 0, a.operand().negative(i) != b.operand().negative(i));
            }
        }
    }

    /** Float32 loses at most an ulp's half per addition and product, the constants half of 2^-20. */
    @ParameterizedTest
    @CsvSource({"8, 8", "5, 1", "6, 2", "7, 4"})
    void theFastPathIsTheDatapathButForTheErrorOfFloats(int bits, int base) {
        Datapath datapath = new Datapath(base, Conversion.exact(base));
        LogGrid grid = LogGrid.of(base);
        int same = 0;
        for (int trial = 0; trial < 200; trial++) {
            Vector a = Vector.of(bits, base, 2 * trial);
            Vector b = Vector.of(bits, base, 2 * trial + 1);
            Datapath.Sum sum = datapath.dotByRemainders(a.operand(), b.operand());
            float fast = fast(a, b);
            double allowed = ((LENGTH + 4) * 0x1p-24 + 0x1p-21) * magnitudes(a, b);
            assertEquals(sum.value(base), fast, allowed);
            // Rounded, they differ by one code at most, and only if a midpoint lies between.
            int there = datapath.back(sum);
            int here = grid.index(Float.floatToRawIntBits(Math.abs(fast)));
            double z = base * Math.log(Math.abs(fast)) / Math.log(2);
            double reach = base * 2 * allowed / Math.abs(fast) / Math.log(2);
            boolean near = Math.abs(z - Math.floor(z) - 0.5) <= reach;
            assertTrue(there == here || near && Math.abs(there - here) == 1, there + " and " + here);
            same += there == here ? 1 : 0;
        }
        assertTrue(same >= 197, same + " of 200");
    }

    @Test
    void accumulatorsByRemainderSumWhatOneAccumulatorOfConvertedProductsDoes() {
        Datapath datapath = new Datapath(8, Conversion.exact(8));
        for (int trial = 0; trial < 50; trial++) {
            Vector a = Vector.of(8, 8, 2 * trial);
            Vector b = Vector.of(8, 8, 2 * trial + 1);
            assertEquals(
                    datapath.dotByRemainders(a.operand(), b.operand()),
                    datapath.dotByProducts(a.operand(), b.operand()));
        }
    }

    /** Largest and mean error in percent of constants for so many leading bits and Mitchell's line, or the chord. */
    @ParameterizedTest
    @CsvSource({
        "0, false, 6.1, 4.0",
        "1, false, 6.0, 3.6",
        "2, false, 3.2, 1.6",
        "3, false, 0, 0",
        "0, true, 6.1, 4.0",
        "1, true, 1.5, 0.9",
        "2, true, 0.4, 0.2",
        "3, true, 0, 0"
    })
    void hybridConversionErrsAsMuchAsTheTableSays(int leading, boolean chord, double largest, double mean) {
        Conversion conversion = Conversion.hybrid(8, leading, chord);
        double worst = 0;
        double sum = 0;
        for (int r = 0; r < 8; r++) {
            double error = conversion.error(r);
            assertTrue(error >= -0x1p-20, "it never under-estimates, but by the last bit of a constant");
            worst = Math.max(worst, error);
            sum += error;
        }
        assertEquals(largest, 100 * worst, 0.05);
        assertEquals(mean, 100 * sum / 8, 0.05);
    }

    @Test
    void aDotProductOfOneSignComesOutTooLargeByTheHybridErrorAtMost() {
        Datapath exact = new Datapath(8, Conversion.exact(8));
        for (int leading = 0; leading < 3; leading++) {
            Datapath hybrid = new Datapath(8, Conversion.hybrid(8, leading, false));
            double most = leading < 2 ? 0.061 : 0.032;
            for (int trial = 0; trial < 20; trial++) {
                Vector a = Vector.of(8, 8, trial);
                // With itself: all products are positive.
                double truth = exact.dotByProducts(a.operand(), a.operand()).value(8);
                double got = hybrid.dotByProducts(a.operand(), a.operand()).value(8);
                assertTrue(got >= truth && got <= (1 + most) * truth, got / truth - 1 + "");
            }
        }
    }

    /** Several bases at once: the codes of the coarser one are codes of the finer after a shift. */
    @Test
    void operandsOfTwoBasesMeetOnTheFinerGrid() {
        Vector a = Vector.of(8, 8, 1);
        Vector g = Vector.of(5, 1, 2);
        int[] shifted = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int sign = g.operand().negative(i) ? 1 << 7 : 0;
            shifted[i] = sign | g.operand().exponent(i) << 3;
        }
        Datapath.Operand finer = new Datapath.Operand(shifted, 8, g.operand().start() * 8);
        Datapath datapath = new Datapath(8, Conversion.exact(8));
        double allowed = ((LENGTH + 4) * 0x1p-24 + 0x1p-21) * magnitudes(a, g);
        assertEquals(datapath.dotByRemainders(a.operand(), finer).value(8), fast(a, g), allowed);
    }

    @Test
    void theDeclaredErrorIsThatOfTheDatapathsOwnRounding() {
        double declared =
                new Lns().traits(Site.ACTIVATION, LnsConformanceTest.defaults()).relativeError();
        Datapath datapath = new Datapath(8, Conversion.exact(8));
        double worst = 0;
        for (long mantissa = 1 << 20; mantissa < 1 << 21; mantissa += 97) {
            double rounded = Math.pow(2, datapath.back(new Datapath.Sum(mantissa, 0)) / 8.0);
            worst = Math.max(worst, Math.abs(rounded / (mantissa * 0x1p-20) - 1));
        }
        assertTrue(worst <= declared && worst > 0.999 * declared, worst + " against " + declared);
    }
}
