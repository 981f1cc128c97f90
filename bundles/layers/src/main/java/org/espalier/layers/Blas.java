package org.espalier.layers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import org.bytedeco.javacpp.Pointer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One worker's access to native memory: matrix products, sums, and bulk copies to and from heap tiles.
 *
 * <p>Matrices are row-major and given by the address of their first entry and the distance between rows in floats. Nothing
 * is allocated. One thread at a time.
 */
@ProviderType
public final class Blas {
    private final Cursor a = new Cursor();
    private final Cursor b = new Cursor();
    private final Cursor c = new Cursor();
    private final Memory ones;

    Blas(Memory ones) {
        this.ones = ones;
    }

    /** C ← alpha·A·B + beta·C with A [m, k], B [k, n], C [m, n]. */
    public void nn(int m, int n, int k, float alpha, long a, int lda, long b, int ldb, float beta, long c, int ldc) {
        if (n == 1) {
            gemv(CblasNoTrans, m, k, alpha, a, lda, b, ldb, beta, c, ldc);
        } else {
            gemm(CblasNoTrans, CblasNoTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        }
    }

    /** C ← alpha·Aᵀ·B + beta·C with A [k, m], B [k, n], C [m, n]. */
    public void tn(int m, int n, int k, float alpha, long a, int lda, long b, int ldb, float beta, long c, int ldc) {
        if (n == 1) {
            gemv(CblasTrans, k, m, alpha, a, lda, b, ldb, beta, c, ldc);
        } else {
            gemm(CblasTrans, CblasNoTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        }
    }

    /** C ← alpha·A·Bᵀ + beta·C with A [m, k], B [n, k], C [m, n]. */
    public void nt(int m, int n, int k, float alpha, long a, int lda, long b, int ldb, float beta, long c, int ldc) {
        gemm(CblasNoTrans, CblasTrans, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    private void gemm(
            int transA,
            int transB,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int lda,
            long b,
            int ldb,
            float beta,
            long c,
            int ldc) {
        cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                m,
                n,
                k,
                alpha,
                this.a.aim(a),
                lda,
                this.b.aim(b),
                ldb,
                beta,
                this.c.aim(c),
                ldc);
    }

    private void gemv(
            int transA,
            int rows,
            int columns,
            float alpha,
            long a,
            int lda,
            long x,
            int incX,
            float beta,
            long y,
            int incY) {
        cblas_sgemv(
                CblasRowMajor,
                transA,
                rows,
                columns,
                alpha,
                this.a.aim(a),
                lda,
                this.b.aim(x),
                incX,
                beta,
                this.c.aim(y),
                incY);
    }

    /** y ← y + x, of n floats. */
    public void add(int n, long x, long y) {
        cblas_saxpy(n, 1f, a.aim(x), 1, b.aim(y), 1);
    }

    /** y ← y + the sum of the rows of X [rows, columns]. */
    public void addRows(int rows, int columns, long x, int ldx, long y) {
        int most = (int) ones.length();
        for (int row = 0; row < rows; row += most) {
            int n = Math.min(most, rows - row);
            gemv(CblasTrans, n, columns, 1f, x + (long) row * ldx * Float.BYTES, ldx, ones.at(0), 1, 1f, y, 1);
        }
    }

    /** Copies n floats from native memory to the front of a heap tile. */
    public void read(long address, float[] tile, int n) {
        a.aim(address).get(tile, 0, n);
    }

    /** Copies the first n floats of a heap tile to native memory. */
    public void write(float[] tile, int n, long address) {
        a.aim(address).put(tile, 0, n);
    }

    /** Copies n floats within native memory; the two stretches do not overlap. */
    public void copy(int n, long from, long to) {
        Pointer.memcpy(b.aim(to), a.aim(from), (long) n * Float.BYTES);
    }

    /** Sets n floats to zero. */
    public void zero(long address, long n) {
        Pointer.memset(a.aim(address), 0, n * Float.BYTES);
    }
}
