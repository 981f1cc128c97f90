package org.espalier.lns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.espalier.api.plugin.RandomStream;

/**
 * What rounding promises of any tensor whatever: floats are drawn by their bits, so from all octaves, zeros and subnormals too.
 */
class RoundingPropertyTest {
    private static final int TRIES = 1000;

    @Provide
    Arbitrary<Systems> systems() {
        return Arbitraries.of(Systems.all());
    }

    /** Tensors of finite floats, of neighbouring octaves or of any. */
    @Provide
    Arbitrary<float[]> tensors() {
        Arbitrary<Float> any = Arbitraries.integers().map(Float::intBitsToFloat);
        Arbitrary<Float> near = Arbitraries.integers()
                .between(Float.floatToRawIntBits(0x1p-20f), Float.floatToRawIntBits(4f))
                .map(Float::intBitsToFloat);
        Arbitrary<Float> edges = Arbitraries.of(
                0f,
                -0f,
                1f,
                -1f,
                Float.MIN_VALUE,
                -Float.MIN_VALUE,
                Float.MIN_NORMAL,
                Float.MAX_VALUE,
                -Float.MAX_VALUE);
        Arbitrary<Float> signed = near.flatMap(x -> Arbitraries.of(x, -x));
        return Arbitraries.oneOf(list(signed), list(Arbitraries.oneOf(signed, any.filter(Float::isFinite), edges)));
    }

    private static Arbitrary<float[]> list(Arbitrary<Float> floats) {
        return floats.array(Float[].class).ofMinSize(1).ofMaxSize(24).map(boxed -> {
            float[] plain = new float[boxed.length];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = boxed[i];
            }
            return plain;
        });
    }

    private static RandomStream draws(long seed) {
        return RandomStream.of(seed, "draws");
    }

    @Property(tries = TRIES)
    void roundingTwiceIsRoundingOnceWhateverIsDrawn(
            @ForAll("systems") Systems system,
            @ForAll("tensors") float[] values,
            @ForAll long seed,
            @ForAll long other) {
        Systems.Tensor tensor = system.fitted(values);
        float[] once = tensor.rounded(values, draws(seed));
        assertSameBits(once, tensor.rounded(once, draws(other)));
    }

    @Property(tries = TRIES)
    void codesGiveBackEveryBit(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll long seed) {
        Systems.Tensor tensor = system.fitted(values);
        float[] once = tensor.rounded(values, draws(seed));
        float[] table = tensor.table();
        int[] codes = tensor.codes(once);
        float[] decoded = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            assertTrue(codes[i] >= 0 && codes[i] < 1 << system.traits().bits());
            decoded[i] = table[codes[i]];
        }
        assertSameBits(once, decoded);
    }

    @Property(tries = 100)
    void everyCodeIsThatOfItsValueAndItsValueIsRoundedToItself(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values) {
        Systems.Tensor fitted = system.fitted(values);
        float[] table = fitted.table();
        Systems.Tensor whole =
                new Systems.Tensor(system.of().apply(new int[] {1, table.length}), fitted.scales(), system.traits());
        float[] finite = table.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(finite[i]) ? 0 : finite[i];
        }
        assertSameBits(finite, whole.rounded(finite, draws(1)));
        int[] codes = whole.codes(finite);
        float[] decoded = new float[finite.length];
        for (int code = 0; code < finite.length; code++) {
            decoded[code] = table[codes[code]];
        }
        assertSameBits(finite, decoded);
    }

    @Property(tries = TRIES)
    void theOrderIsKeptUnderOneDraw(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll long seed) {
        Systems.Tensor tensor = system.fitted(values);
        float before = Float.NEGATIVE_INFINITY;
        Arrays.sort(values);
        for (float value : values) {
            float rounded = tensor.rounded(new float[] {value}, draws(seed))[0];
            assertTrue(rounded >= before, () -> value + " was rounded below a lesser value");
            before = rounded;
        }
    }

    @Property(tries = TRIES)
    void insideTheRangeTheErrorIsAtMostTheDeclaredOne(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll long seed) {
        Systems.Tensor tensor = system.fitted(values);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (float value : tensor.table()) {
            least = value > 0 ? Math.min(least, value) : least;
            most = Float.isFinite(value) ? Math.max(most, value) : most;
        }
        float[] rounded = tensor.rounded(values, draws(seed));
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            if (magnitude >= least && magnitude <= most) {
                double error = Math.abs((double) rounded[i] - values[i]) / magnitude;
                assertTrue(error <= system.traits().relativeError() + 1e-6, values[i] + " became " + rounded[i]);
            }
        }
    }

    @Property(tries = TRIES)
    void noSignIsTurned(@ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll long seed) {
        float[] rounded = system.fitted(values).rounded(values, draws(seed));
        for (int i = 0; i < values.length; i++) {
            assertTrue(rounded[i] * Math.signum(values[i]) >= 0, values[i] + " became " + rounded[i]);
        }
    }

    @Property(tries = TRIES)
    void whatIsNotFiniteIsNotHiddenAndSpoilsNoScale(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll int payload) {
        float[] spoilt = Arrays.copyOf(values, values.length + 3);
        float nan = Float.intBitsToFloat(payload | 0x7F80_0001);
        spoilt[values.length] = nan;
        spoilt[values.length + 1] = Float.POSITIVE_INFINITY;
        spoilt[values.length + 2] = Float.NEGATIVE_INFINITY;
        Systems.Tensor tensor = system.fitted(spoilt);
        assertArrayEquals(system.fitted(values).scales(), tensor.scales());
        float[] rounded = tensor.rounded(spoilt, draws(payload));
        assertTrue(Float.isNaN(rounded[values.length]));
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : tensor.table()) {
            least = Float.isNaN(value) ? least : Math.min(least, value);
            most = Float.isNaN(value) ? most : Math.max(most, value);
        }
        assertEquals(most, rounded[values.length + 1]);
        assertEquals(least, rounded[values.length + 2]);
    }

    @Property(tries = TRIES)
    void theSameStreamGivesTheSameBits(
            @ForAll("systems") Systems system, @ForAll("tensors") float[] values, @ForAll long seed) {
        float[] once = system.fitted(values).rounded(values, draws(seed));
        float[] again = values.clone();
        Systems.Tensor tensor = system.fitted(values);
        int middle = values.length / 2;
        tensor.rounder().round(again, middle, values.length, tensor.scales(), draws(seed));
        tensor.rounder().round(again, 0, middle, tensor.scales(), draws(seed));
        assertSameBits(once, again);
    }

    private static void assertSameBits(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
                fail(expected[i] + " and " + actual[i] + " at " + i);
            }
        }
    }
}
