package org.espalier.report.draw;

/**
 * The Oklab colour space, in which equal distances look about equal: lightness, green–red, blue–yellow.
 *
 * <p>Source: B. Ottosson, A perceptual color space for image processing, 2020.
 */
final class Oklab {
    private Oklab() {}

    /** Linear sRGB, not clipped. */
    static double[] linear(double lightness, double a, double b) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    /** Lightness, a, b of an sRGB colour, 0xRRGGBB. */
    static double[] of(int colour) {
        double r = decode(colour >> 16 & 0xFF);
        double g = decode(colour >> 8 & 0xFF);
        double b = decode(colour & 0xFF);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    /** Whether a screen can show it. */
    static boolean isShown(double lightness, double a, double b) {
        for (double channel : linear(lightness, a, b)) {
            if (channel < -1e-6 || channel > 1 + 1e-6) return false;
        }
        return true;
    }

    /** The sRGB colour, 0xRRGGBB, clipped. */
    static int colour(double lightness, double a, double b) {
        double[] rgb = linear(lightness, a, b);
        return encode(rgb[0]) << 16 | encode(rgb[1]) << 8 | encode(rgb[2]);
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static int encode(double linear) {
        double x = Math.min(1, Math.max(0, linear));
        double coded = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * coded);
    }

    private static double decode(int channel) {
        double x = channel / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
    }
}
