package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.host.weights.NativeFloats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TapsTest {
    private final Taps taps = new Taps();
    private final Taps.Values fed = taps.want("d.fed");
    private final Taps.Values read = taps.want("d.read");
    private final NativeFloats six = NativeFloats.zeros(2, 3);
    private final NativeFloats four = NativeFloats.zeros(2, 1, 2);

    TapsTest() {
        six.cursor().put(new float[] {1, 2, 3, 4, 5, 6}, 0, 6);
        four.cursor().put(new float[] {1, 10, 100, 1000}, 0, 4);
    }

    @AfterEach
    void close() {
        six.close();
        four.close();
    }

    @Test
    void outerProductsAreSummedOverRowsWhateverTheLeadingAxes() {
        taps.take("d.fed", four.array());
        taps.take("d.read", six.array());
        taps.take("nobody", six.array());
        double[] sums = fed.addOuter(read, new double[0]);
        assertArrayEquals(new double[] {401, 502, 603, 4010, 5020, 6030}, sums);
        assertSame(sums, fed.addOuter(read, sums));
        assertArrayEquals(new double[] {802, 1004, 1206, 8020, 10040, 12060}, sums);
        assertNotSame(sums, read.addOuter(read, sums));
    }

    @Test
    void viewsAreUnderstood() {
        taps.take("d.fed", six.array().get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)));
        taps.take("d.read", six.array().transpose().dup('f').transpose());
        assertArrayEquals(
                new double[] {2 + 20, 4 + 25, 6 + 30, 3 + 24, 6 + 30, 9 + 36}, fed.addOuter(read, new double[0]));
    }

    @Test
    void whatIsReportedTwiceOrInRowsThatDoNotFitIsRefused() {
        taps.take("d.fed", six.array());
        assertThrows(IllegalArgumentException.class, () -> taps.take("d.fed", six.array()));
        taps.begin();
        assertThrows(IllegalStateException.class, () -> fed.addOuter(read, new double[0]));
        taps.take("d.fed", six.array());
        taps.take("d.read", four.array().reshape('c', 4, 1));
        assertEquals(
                "the model reports 2 rows at the tap d.fed and 4 at d.read; they must belong together",
                assertThrows(IllegalStateException.class, () -> fed.addOuter(read, new double[0]))
                        .getMessage());
    }
}
