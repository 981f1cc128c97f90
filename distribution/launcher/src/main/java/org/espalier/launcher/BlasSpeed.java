package org.espalier.launcher;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The doctor's look at how fast BLAS multiplies: an OpenBLAS that does not know a processor falls back to old kernels, and
 * nothing but the speed tells.
 */
final class BlasSpeed {
    private static final int SIZE = 512;
    private static final int ROUNDS = 20;

    /** Below what AVX2 kernels do on any machine of the last ten years, above what SSE2 ones do. */
    private static final double SLOW_GFLOPS = 50;

    private BlasSpeed() {}

    static Finding check() {
        double gflops = measure();
        String core = System.getenv("OPENBLAS_CORETYPE");
        String seen = "%d×%d sgemm at %.0f GFLOP/s on one thread, kernels %s"
                .formatted(SIZE, SIZE, gflops, core == null ? "by OpenBLAS's own choice" : "for " + core);
        return gflops >= SLOW_GFLOPS
                ? Finding.good("speed", seen)
                : Finding.doubtful(
                        "speed",
                        seen,
                        "if this machine is idle, try OPENBLAS_CORETYPE=Haswell (or SkylakeX with AVX-512)");
    }

    /** The best of some rounds, in 10^9 floating-point operations per second. */
    private static double measure() {
        try (FloatPointer a = new FloatPointer((long) SIZE * SIZE);
                FloatPointer b = new FloatPointer((long) SIZE * SIZE);
                FloatPointer c = new FloatPointer((long) SIZE * SIZE)) {
            Pointer.memset(a, 0, (long) SIZE * SIZE * Float.BYTES);
            Pointer.memset(b, 0, (long) SIZE * SIZE * Float.BYTES);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                openblas.cblas_sgemm(
                        CblasRowMajor, CblasNoTrans, CblasNoTrans, SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
                best = Math.min(best, System.nanoTime() - start);
            }
            return 2.0 * SIZE * SIZE * SIZE / best;
        }
    }
}
