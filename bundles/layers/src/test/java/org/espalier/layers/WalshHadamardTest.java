package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.testkit.model.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalshHadamardTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 64, 512})
    void everyEntryHasTheSignOfThePopulationCount(int n) {
        for (int column = 0; column < n; column++) {
            float[] x = new float[n];
            x[column] = 1;
            WalshHadamard.transform(x, n);
            for (int row = 0; row < n; row++) {
                assertEquals(Integer.bitCount(row & column) % 2 == 0 ? 1 : -1, x[row], row + ", " + column);
            }
        }
    }

    @Test
    void twiceIsAsManyTimesTheIdentityAndWhatLiesBehindIsLeftAlone() {
        float[] x = new float[11];
        for (int i = 0; i < x.length; i++) {
            x[i] = i - 3;
        }
        float[] expected = x.clone();
        for (int i = 0; i < 8; i++) {
            expected[i] *= 8;
        }
        WalshHadamard.transform(x, 8);
        WalshHadamard.transform(x, 8);
        assertArrayEquals(expected, x);
    }

    @Test
    void aLongRowKeepsItsNorm() {
        int n = 4096;
        float[] x = Numbers.normal("x", n, 1);
        double before = Numbers.dot(x, x);
        WalshHadamard.transform(x, n);
        assertEquals(n * before, Numbers.dot(x, x), 1e-6 * n * before);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "1023, 1024", "1024, 1024", "1025, 2048"})
    void theOrderIsTheNextPowerOfTwo(int n, int order) {
        assertEquals(order, WalshHadamard.order(n));
    }
}
