package org.espalier.zero;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.testkit.PlainNewborn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * First values are the same bits in every process, on every machine, under every seed: their SHA-256 stands here, from the
 * triple product.
 */
class BitsTest {
    private static final String DIGEST = "6e26f4e4c5a513a0a7686e0afa99d157e956276e56d788fa8f683eed2189dbc2";

    private static Parameter weight(String name, int in, int out) {
        return Parameter.trained(name, Init.normal(1), Axis.fixed(Role.CONSUMES, in), Axis.fixed(Role.PRODUCES, out));
    }

    private static String digest(long seed) throws Exception {
        Parameter table =
                Parameter.trained("table", Init.normal(1), Axis.fixed(Role.SHARED, 50), Axis.fixed(Role.SHARED, 16));
        Layout layout = Layout.of(List.of(
                table,
                weight("wide", 14, 100),
                weight("square", 100, 100),
                weight("narrow", 100, 30),
                weight("out", 30, 10)));
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Parameter parameter : layout.parameters()) {
            for (float value : PlainNewborn.birth(parameter, layout, seed).filledBy(new Zero(), Born.PAPER)) {
                sha.update(ByteBuffer.allocate(Float.BYTES).putFloat(value).flip());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2026, Long.MIN_VALUE})
    void noSeedAndNoProcessChangesABit(long seed) throws Exception {
        assertEquals(DIGEST, digest(seed));
    }
}
