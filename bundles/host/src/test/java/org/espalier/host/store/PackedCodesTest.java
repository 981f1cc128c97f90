package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedCodesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 7, 8, 10, 12, 16, 24, 31})
    void codesOfAnyWidthComeBack(int width) {
        int[] codes = new int[37];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) (RandomStream.of(1, "codes").bits(i) >>> 64 - width);
        }
        codes[5] = (int) ((1L << width) - 1);
        byte[] packed = PackedCodes.pack(codes, width);
        assertEquals((37 * width + 7) / 8, packed.length);
        assertArrayEquals(codes, PackedCodes.unpack(packed, codes.length, width));
    }

    @Test
    void theLowestBitsComeFirst() {
        // 10 bits each: 0x001 and 0x3FF.
        byte[] expected = {0x01, (byte) 0xFC, 0x0F};
        assertArrayEquals(expected, PackedCodes.pack(new int[] {0x001, 0x3FF}, 10));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PackedCodes.pack(new int[] {32}, 5));
        assertThrows(IllegalArgumentException.class, () -> PackedCodes.pack(new int[] {-1}, 31));
        assertThrows(IllegalArgumentException.class, () -> PackedCodes.unpack(new byte[2], 4, 5));
        assertThrows(IllegalArgumentException.class, () -> PackedCodes.unpack(new byte[4], 4, 5));
        assertThrows(IllegalArgumentException.class, () -> PackedCodes.pack(new int[0], 32));
    }
}
