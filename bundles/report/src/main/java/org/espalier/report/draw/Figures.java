package org.espalier.report.draw;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as texts, the same under every locale. */
public final class Figures {
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

    private Figures() {}

    /** Three significant digits, scientific far from 1: 0.0412, 12.3, 4.12e-5; an en dash for what is unknown. */
    public static String of(double x) {
        return of(x, 3);
    }

    /** So many significant digits, trailing zeros dropped. */
    public static String of(double x, int digits) {
        if (!Double.isFinite(x)) return Double.isNaN(x) ? "–" : x > 0 ? "∞" : "−∞";
        if (x == 0) return "0";
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        String text = exponent >= -4 && exponent < 6
                ? rounded.toPlainString()
                : rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
        return text.replace('-', '−').replace("e−", "e-");
    }

    /** How many, with SI prefixes: 812, 61.2k, 3.2T. */
    public static String count(double x) {
        return scaled(x, "");
    }

    /** Floating-point operations: 3.2 Tflop. */
    public static String flops(double x) {
        return Double.isFinite(x) ? scaled(x, "\u202f") + "flop" : "–";
    }

    private static String scaled(double x, String gap) {
        if (!Double.isFinite(x)) return "–";
        double value = x;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return of(value, 3) + gap + UNITS[unit];
    }

    /** A time: 41.2 s, 12:05 min, 3:07 h. */
    public static String seconds(double seconds) {
        if (!(seconds >= 0) || seconds > Integer.MAX_VALUE) return "–";
        if (seconds < 100) return of(seconds, 3) + " s";
        long all = Math.round(seconds);
        return all < 6000 ? all / 60 + ":" + two(all % 60) + " min" : all / 3600 + ":" + two(all / 60 % 60) + " h";
    }

    /** A whole number with thin spaces between thousands: 61 234. */
    public static String whole(long x) {
        String digits = Long.toString(Math.abs(x));
        StringBuilder text = new StringBuilder(x < 0 ? "−" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) text.append('\u202f');
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A resolution: 512 on a line, 64² on a square. */
    public static String resolution(int points, int axes) {
        return points + (axes == 2 ? "²" : axes == 3 ? "³" : "");
    }

    /** A coordinate of a drawing, to a tenth. */
    public static String coordinate(double x) {
        long tenths = Math.round(x * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : BigDecimal.valueOf(tenths, 1).toPlainString();
    }

    private static String two(long x) {
        return x < 10 ? "0" + x : Long.toString(x);
    }
}
