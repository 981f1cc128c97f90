package org.espalier.report.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * A map from values to places on the page, linear or logarithmic. Immutable.
 *
 * @param low         value at {@code start}
 * @param high        value at {@code end}, above {@code low}
 * @param start       place of the low value
 * @param end         place of the high value; below {@code start} for axes that go up
 * @param logarithmic whether equal ratios are equal distances; both values are positive then
 */
public record Scale(double low, double high, double start, double end, boolean logarithmic) {
    /** A linear scale; a span of nothing is widened. */
    public static Scale linear(double low, double high, double start, double end) {
        double wide = high > low ? high : low + Math.max(1e-12, Math.abs(low) * 1e-3 + (low == 0 ? 1 : 0));
        return new Scale(low, wide, start, end, false);
    }

    /** A logarithmic scale that covers two positive values with some room. */
    public static Scale logarithmic(double low, double high, double start, double end) {
        double room = Math.max(1.05, Math.pow(high / low, .06));
        return new Scale(low / room, high * room, start, end, true);
    }

    /** The place of a value; values beyond the ends are put at the ends. */
    public double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return start + Math.min(1, Math.max(0, share)) * (end - start);
    }

    /** Round values within the scale: about so many if linear, 1-2-5 or powers of ten if logarithmic. */
    public List<Double> ticks(int about) {
        return logarithmic ? logarithmicTicks(about) : linearTicks(about);
    }

    private List<Double> linearTicks(int about) {
        double rough = (high - low) / Math.max(1, about);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step =
                rough / power > 5 ? 10 * power : rough / power > 2 ? 5 * power : rough > power ? 2 * power : power;
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.add(i * step);
        return ticks;
    }

    private List<Double> logarithmicTicks(int about) {
        for (double[] digits : new double[][] {{1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 4, 5, 6, 8}}) {
            List<Double> ticks = new ArrayList<>();
            for (int p = (int) Math.floor(Math.log10(low)); p <= Math.log10(high); p++) {
                for (double digit : digits) {
                    double tick = digit * Math.pow(10, p);
                    if (tick >= low && tick <= high) ticks.add(tick);
                }
            }
            if (ticks.size() >= Math.min(3, about)) return ticks;
        }
        return linearTicks(about);
    }
}
