package org.espalier.shell.display;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Numbers as people read them, the same under every locale. */
public final class Numbers {
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

    /** A number as Java writes it, such as 5.0E-4. */
    private static final Pattern JAVAS =
            Pattern.compile("(?<![\\w.])(\\d+(?:\\.(?!0E)\\d+)?)(?:\\.0)?E(-?\\d+)(?![\\w.])");

    private Numbers() {}

    /** A text with its numbers as people write them: 5e-4 for 5.0E-4. */
    public static String plain(String text) {
        return JAVAS.matcher(text).replaceAll("$1e$2");
    }

    /** A loss in a narrow place: three decimals from .01 on, otherwise two or three digits; .041, 1.23, .0041, 4.1e-5. */
    public static String brief(double x) {
        double size = Math.abs(x);
        if (size >= .01 && size < 1) return bare(new BigDecimal(x).setScale(3, RoundingMode.HALF_EVEN));
        return significant(x, size < .01 ? 2 : 3);
    }

    /** Three significant digits, and all before the point: .0412, 1.23, 1234, 4.12e-5. */
    public static String figure(double x) {
        return significant(x, 3);
    }

    /** How many: 812, 9.8k, 61k, 1.2M. */
    public static String count(double x) {
        return scaled(x, "");
    }

    /** Floating-point operations: 3.2 Tflop. */
    public static String flops(double x) {
        return scaled(x, " ") + "flop";
    }

    /** Steps per second, or seconds per step where a step takes longer than one. */
    public static String speed(double stepsPerSecond) {
        if (!(stepsPerSecond > 0) || Double.isInfinite(stepsPerSecond)) return "? steps/s";
        return stepsPerSecond >= 1
                ? scaled(stepsPerSecond, "") + " steps/s"
                : oneDecimal(1 / stepsPerSecond) + " s/step";
    }

    /** A time: 0:14, 12:05, 3:07:09, 5d 3h; a question mark if unknown. */
    public static String clock(double seconds) {
        if (!(seconds >= 0) || seconds > Integer.MAX_VALUE) return "?";
        long all = Math.round(seconds);
        long hours = all / 3600;
        if (hours >= 100) return hours / 24 + "d " + hours % 24 + "h";
        String minutes = Long.toString(all / 60 % 60);
        return (hours > 0 ? hours + ":" + twoDigits(minutes) : minutes) + ":" + twoDigits(Long.toString(all % 60));
    }

    /** A resolution: 512 on a line, 32² on a square. */
    public static String resolution(int points, int axes, Glyphs glyphs) {
        return points + (axes > 1 ? glyphs.power(axes) : "");
    }

    private static String significant(double x, int digits) {
        if (Double.isNaN(x)) return "nan";
        if (Double.isInfinite(x)) return x > 0 ? "inf" : "-inf";
        if (x == 0) return "0";
        BigDecimal rounded = toDigits(new BigDecimal(x), digits);
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 6) return bare(rounded);
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    private static BigDecimal toDigits(BigDecimal x, int digits) {
        BigDecimal rounded = x;
        // Twice, since rounding .9996 gives a number with one digit more before the point.
        for (int i = 0; i < 2; i++) {
            int exponent = rounded.precision() - rounded.scale() - 1;
            int kept = exponent < 6 ? Math.max(0, digits - 1 - exponent) : digits - 1 - exponent;
            rounded = rounded.setScale(kept, RoundingMode.HALF_EVEN);
        }
        return rounded;
    }

    private static String scaled(double x, String gap) {
        if (!Double.isFinite(x)) return "?";
        double value = x;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        boolean whole = Math.abs(value) >= 9.95 || value == Math.rint(value) && unit == 0;
        return (whole ? Long.toString(Math.round(value)) : oneDecimal(value)) + gap + UNITS[unit];
    }

    private static String oneDecimal(double x) {
        return new BigDecimal(x).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String bare(BigDecimal x) {
        String plain = x.toPlainString();
        return plain.startsWith("0.") ? plain.substring(1) : plain.startsWith("-0.") ? "-" + plain.substring(2) : plain;
    }

    private static String twoDigits(String digits) {
        return digits.length() < 2 ? "0" + digits : digits;
    }
}
