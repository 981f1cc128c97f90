package org.espalier.layers;

/** The truncated transform of a line of n points to modes 0 to K − 1, K ≤ n/2 + 1. A row is one point. */
final class FourierTransform1d implements FourierTransform {
    private final Workers workers;
    private final int points;
    private final int modes;

    /** Rows cos kθ and −sin kθ for each mode k, over the points: [modes, re/im, points]. */
    private final Memory waves;

    /** The same, [points, modes, re/im]: a few rows of a transposed matrix are slow to pack. */
    private final Memory wavesTransposed;

    FourierTransform1d(Workers workers, int points, int modes) {
        this.workers = workers;
        this.points = points;
        this.modes = modes;
        float[] rows = new float[2 * modes * points];
        for (int mode = 0; mode < modes; mode++) {
            for (int point = 0; point < points; point++) {
                rows[2 * mode * points + point] = (float) Waves.cos(mode, point, points);
                rows[(2 * mode + 1) * points + point] = (float) -Waves.sin(mode, point, points);
            }
        }
        this.waves = Waves.store(workers, rows);
        this.wavesTransposed = Waves.store(workers, Waves.transposed(rows, points));
    }

    @Override
    public int modes() {
        return modes;
    }

    @Override
    public int points() {
        return points;
    }

    @Override
    public int rowPoints() {
        return 1;
    }

    @Override
    public int weightIndex(int mode) {
        return mode;
    }

    @Override
    public float scale(int mode) {
        return (float) (Waves.multiplicity(mode, points) / (double) points);
    }

    @Override
    public void analyse(int worker, Field field, int sample, Spectra spectra) {
        int c = field.channels();
        workers.blas(worker)
                .nn(
                        2 * modes,
                        c,
                        points,
                        1f,
                        waves.at(0),
                        points,
                        field.at(sample, 0),
                        c,
                        0f,
                        spectra.at(0, 0, sample),
                        spectra.stride());
    }

    @Override
    public void beginRows(int worker, Spectra spectra, int sample) {
        // One axis: the rows have nothing in common.
    }

    @Override
    public void addRows(int worker, Spectra spectra, Field field, int sample, int first, int rows) {
        int c = field.channels();
        int inner = 2 * modes;
        workers.blas(worker)
                .nn(
                        rows,
                        c,
                        inner,
                        1f,
                        wavesTransposed.at((long) first * inner),
                        inner,
                        spectra.at(0, 0, sample),
                        spectra.stride(),
                        1f,
                        field.at(sample, first),
                        c);
    }
}
