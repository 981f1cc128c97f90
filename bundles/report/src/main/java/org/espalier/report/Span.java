package org.espalier.report;

/**
 * The finite values' range.
 *
 * @param low  smallest
 * @param high largest
 */
record Span(double low, double high) {
    /** The range over some arrays; 0 to 0 if no value is finite. */
    static Span of(float[]... arrays) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] array : arrays) {
            for (float value : array) {
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return low <= high ? new Span(low, high) : new Span(0, 0);
    }

    /** The smallest range around 0, the same on both sides, that holds this one. */
    Span symmetric() {
        double most = Math.max(Math.abs(low), Math.abs(high));
        return new Span(-most, most);
    }

    /** One array minus another. */
    static float[] difference(float[] one, float[] other) {
        float[] difference = new float[one.length];
        for (int i = 0; i < one.length; i++) difference[i] = one[i] - other[i];
        return difference;
    }
}
