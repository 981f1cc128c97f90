package org.espalier.optimizers;

/** The magnitudes exp(−step · k), k from 0, and the k that is nearest to a magnitude. Constants only. */
final class Levels {
    private static final int CELLS = 256;
    private static final int PLACES = 23;
    private static final int SHIFT = PLACES - 8;
    private static final double LN2 = StrictMath.log(2);
    /** log₂ at the corners of an octave's cells; chords between them are off by 3e-6, less than a 40th of the least step. */
    private static final float[] LOGARITHM = new float[CELLS + 1];

    static {
        for (int cell = 0; cell <= CELLS; cell++) {
            LOGARITHM[cell] = (float) (StrictMath.log1p((double) cell / CELLS) / LN2);
        }
    }

    private final float[] magnitudes;
    private final float perOctave;

    /** So many levels. */
    Levels(double step, int levels) {
        this.perOctave = (float) (LN2 / step);
        this.magnitudes = new float[levels];
        for (int k = 0; k < levels; k++) {
            magnitudes[k] = (float) StrictMath.exp(-step * k);
        }
    }

    int last() {
        return magnitudes.length - 1;
    }

    float magnitude(int level) {
        return magnitudes[level];
    }

    /** The level nearest to a magnitude, in the logarithm; the first for those above 1, the last for those below. */
    int nearest(float magnitude) {
        int bits = Float.floatToRawIntBits(magnitude);
        int mantissa = bits & (1 << PLACES) - 1;
        int cell = mantissa >>> SHIFT;
        float part = (mantissa & (1 << SHIFT) - 1) * (1f / (1 << SHIFT));
        float octaves = (bits >> PLACES) - 127 + LOGARITHM[cell] + part * (LOGARITHM[cell + 1] - LOGARITHM[cell]);
        return Math.max(0, Math.min(last(), (int) Math.rint(-octaves * perOctave)));
    }
}
