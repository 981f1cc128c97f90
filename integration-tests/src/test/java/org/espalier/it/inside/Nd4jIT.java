package org.espalier.it.inside;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jIT {
    private static final float[] LEFT = {1, 2, 3, 4, 5, 6};
    private static final float[] RIGHT = {7, 8, 9, 10, 11, 12};
    private static final float[] PRODUCT = {58, 64, 139, 154};

    @Test
    void nd4jBelongsToTheLauncherAndNotToABundle() {
        assertNotSame(getClass().getClassLoader(), Nd4j.class.getClassLoader());
        assertSame(ClassLoader.getSystemClassLoader(), Nd4j.class.getClassLoader());
        assertSame(ClassLoader.getSystemClassLoader(), openblas.class.getClassLoader());
    }

    @Test
    void arraysMultiplyFromInsideABundle() {
        try (INDArray left = Nd4j.createFromArray(LEFT).reshape('c', new long[] {2, 3});
                INDArray right = Nd4j.createFromArray(RIGHT).reshape('c', new long[] {3, 2});
                INDArray product = left.mmul(right)) {
            assertEquals(PRODUCT[0], product.getFloat(0, 0));
            assertEquals(PRODUCT[1], product.getFloat(0, 1));
            assertEquals(PRODUCT[2], product.getFloat(1, 0));
            assertEquals(PRODUCT[3], product.getFloat(1, 1));
        }
    }

    @Test
    void blasIsCalledDirectlyFromInsideABundle() {
        try (var left = new FloatPointer(LEFT);
                var right = new FloatPointer(RIGHT);
                var product = new FloatPointer(4)) {
            openblas.cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 3, 1, left, 3, right, 2, 0, product, 2);
            var values = new float[4];
            product.get(values);
            assertArrayEquals(PRODUCT, values);
        }
    }
}
