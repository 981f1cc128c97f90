package org.espalier.layers;

/**
 * The truncated transform of a grid n1 × n2 to rows ±k1 and the half spectrum k2 along the last axis: frequencies 0 to K − 1
 * and −1 to −K along the first, 0 to K − 1 along the last, 2K ≤ n1 and K ≤ n2/2 + 1. A row is the n2 points of one index
 * along the first axis.
 *
 * <p>The first axis goes first, as one product for all points and channels of the other. A real field's transform at −k is the
 * conjugate of that at k, so k = 0 to K suffices. The second axis then takes the real and imaginary part at each k to the
 * coefficients of both signs: + for k = 0, − for k = K, both between. Modes are ordered by k, then sign, then k2.
 */
final class FourierTransform2d implements FourierTransform {
    private final Workers workers;
    private final int n1;
    private final int n2;
    private final int kept;

    /** cos 0; then cos kθ and −sin kθ for k = 1 to K, over the first axis: [2K + 1, n1]. */
    private final Memory first;

    /** The same, [n1, 2K + 1]: a few rows of a transposed matrix are slow to pack. */
    private final Memory firstTransposed;

    /** Rows (sign, k2, re/im), columns (real or imaginary part of what comes from the first axis, n2): [4K, 2·n2]. */
    private final Memory second;

    /** A worker's fields between the two axes: [2K + 1, n2, channels]. */
    private final Memory[] between;

    FourierTransform2d(Workers workers, int n1, int n2, int kept, int channels) {
        this.workers = workers;
        this.n1 = n1;
        this.n2 = n2;
        this.kept = kept;
        float[] rows = firstAxis(n1, kept);
        this.first = Waves.store(workers, rows);
        this.firstTransposed = Waves.store(workers, Waves.transposed(rows, n1));
        this.second = Waves.store(workers, secondAxis(n2, kept));
        this.between = new Memory[workers.count()];
        for (int worker = 0; worker < between.length; worker++) {
            between[worker] = workers.allocate(2L * kept + 1, n2, channels);
        }
    }

    private static float[] firstAxis(int n1, int kept) {
        float[] rows = new float[(2 * kept + 1) * n1];
        for (int k = 0; k <= kept; k++) {
            for (int point = 0; point < n1; point++) {
                rows[betweenRow(k) * n1 + point] = (float) Waves.cos(k, point, n1);
                if (k > 0) {
                    rows[(betweenRow(k) + 1) * n1 + point] = (float) -Waves.sin(k, point, n1);
                }
            }
        }
        return rows;
    }

    private static float[] secondAxis(int n2, int kept) {
        float[] rows = new float[4 * kept * 2 * n2];
        for (int sign = 1; sign >= -1; sign -= 2) {
            for (int k2 = 0; k2 < kept; k2++) {
                int re = ((sign > 0 ? 0 : kept) + k2) * 2 * 2 * n2;
                int im = re + 2 * n2;
                for (int point = 0; point < n2; point++) {
                    float cos = (float) Waves.cos(k2, point, n2);
                    float sin = (float) Waves.sin(k2, point, n2);
                    // (u + i·sign·v)(cos − i·sin)
                    rows[re + point] = cos;
                    rows[re + n2 + point] = sign * sin;
                    rows[im + point] = -sin;
                    rows[im + n2 + point] = sign * cos;
                }
            }
        }
        return rows;
    }

    /** The first row between the axes for k; k = 0 has no imaginary part. */
    private static int betweenRow(int k) {
        return k == 0 ? 0 : 2 * k - 1;
    }

    private int firstMode(int k) {
        return k == 0 ? 0 : (2 * k - 1) * kept;
    }

    /** The first row of {@link #second} that applies at k: the negative block alone for k = K. */
    private long secondRows(int k) {
        return second.at(k == kept ? 2L * kept * 2 * n2 : 0);
    }

    private int secondRowCount(int k) {
        return k == 0 || k == kept ? 2 * kept : 4 * kept;
    }

    private int secondColumnCount(int k) {
        return k == 0 ? n2 : 2 * n2;
    }

    @Override
    public int modes() {
        return 2 * kept * kept;
    }

    @Override
    public int points() {
        return n1 * n2;
    }

    @Override
    public int rowPoints() {
        return n2;
    }

    @Override
    public int weightIndex(int mode) {
        int block = mode / kept;
        int k2 = mode % kept;
        boolean positive = block == 0 || block % 2 == 1 && block != 2 * kept - 1;
        int k = (block + 1) / 2;
        return (positive ? k * kept : kept * kept + (k - 1) * kept) + k2;
    }

    @Override
    public float scale(int mode) {
        return (float) (Waves.multiplicity(mode % kept, n2) / ((double) n1 * n2));
    }

    @Override
    public void analyse(int worker, Field field, int sample, Spectra spectra) {
        Blas blas = workers.blas(worker);
        int c = field.channels();
        int row = n2 * c;
        Memory u = between[worker];
        blas.nn(2 * kept + 1, row, n1, 1f, first.at(0), n1, field.at(sample, 0), row, 0f, u.at(0), row);
        for (int k = 0; k <= kept; k++) {
            long to = spectra.at(firstMode(k), 0, sample);
            long from = u.at((long) betweenRow(k) * row);
            int columns = secondColumnCount(k);
            blas.nn(secondRowCount(k), c, columns, 1f, secondRows(k), 2 * n2, from, c, 0f, to, spectra.stride());
        }
    }

    @Override
    public void beginRows(int worker, Spectra spectra, int sample) {
        Blas blas = workers.blas(worker);
        int c = spectra.channels();
        for (int k = 0; k <= kept; k++) {
            long from = spectra.at(firstMode(k), 0, sample);
            long to = between[worker].at((long) betweenRow(k) * n2 * c);
            int columns = secondColumnCount(k);
            blas.tn(columns, c, secondRowCount(k), 1f, secondRows(k), 2 * n2, from, spectra.stride(), 0f, to, c);
        }
    }

    @Override
    public void addRows(int worker, Spectra spectra, Field field, int sample, int from, int rows) {
        int row = n2 * field.channels();
        int inner = 2 * kept + 1;
        workers.blas(worker)
                .nn(
                        rows,
                        row,
                        inner,
                        1f,
                        firstTransposed.at((long) from * inner),
                        inner,
                        between[worker].at(0),
                        row,
                        1f,
                        field.at(sample, from * n2),
                        row);
    }
}
