package org.espalier.testkit.doubles;

import java.util.Arrays;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;

/**
 * A logarithmic number system: sign · scale · 2^(e/γ), e from 1 to 2^(bits−1) − 1, and a code of its own for zero, e = 0.
 *
 * <p>Rounding is to the nearest exponent; what lies beyond the ends goes to the end, so that nothing but zero becomes zero.
 * Weights and activations have a scale per entry of their first axis, gradients one per tensor. Source: Zhao et al.,
 * LNS-Madam: Low-Precision Training in Logarithmic Number System using Multiplicative Weight Update, IEEE TC 2022.
 */
@Plugin(name = "lns")
public final class LogNumbers implements NumberSystem<LogNumbers.Settings> {
    /** Settings. */
    public record Settings(
            @Doc("bits per value with the sign, 3 to 16") int bits,
            @Doc("γ, steps per octave, a power of two") int base) {
        /** Checks both. */
        public Settings {
            if (bits < 3 || bits > 16) {
                throw new SettingsException("bits", bits, "must lie from 3 to 16");
            }
            if (Integer.bitCount(base) != 1) {
                throw new SettingsException("base", base, "must be a power of two, such as 8");
            }
        }

        int top() {
            return (1 << bits - 1) - 1;
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public NumberTraits traits(Site site, Settings settings) {
        return NumberTraits.of(settings.bits(), true, Math.pow(2, 0.5 / settings.base()) - 1);
    }

    @Override
    public Rounder prepare(int[] shape, Site site, Settings settings) {
        int length = 1;
        for (int size : shape) {
            length = Math.multiplyExact(length, size);
        }
        boolean grouped = shape.length > 1 && (site == Site.WEIGHT || site == Site.UPDATE || site == Site.ACTIVATION);
        return new LogRounder(length, grouped ? shape[0] : 1, settings);
    }

    /** Rounds one tensor in equal groups of neighbouring entries. */
    private record LogRounder(int length, int groups, Settings settings) implements Rounder {
        @Override
        public boolean rowsAlone() {
            return groups > 1;
        }

        @Override
        public void fit(float[] values, double[] scales) {
            Arrays.fill(scales, 0);
            for (int i = 0; i < length; i++) {
                scales[group(i)] = Math.max(scales[group(i)], Math.abs(values[i]));
            }
            double range = Math.pow(2, (double) settings.top() / settings.base());
            for (int g = 0; g < groups; g++) {
                // A group of zeros gets the scale of a group whose largest value is 1, so that it can leave zero.
                scales[g] = (scales[g] > 0 ? scales[g] : 1) / range;
            }
        }

        private int exponent(float value, double scale) {
            if (value == 0) {
                return 0;
            }
            double octaves = Math.log(Math.abs(value) / scale) / Math.log(2);
            return (int) Math.max(1, Math.min(settings.top(), Math.rint(settings.base() * octaves)));
        }

        private float value(int exponent, double scale) {
            return exponent == 0 ? 0 : (float) (scale * Math.pow(2, (double) exponent / settings.base()));
        }

        @Override
        public void round(float[] values, int from, int to, int first, double[] scales, RandomStream draws) {
            for (int i = from; i < to; i++) {
                double scale = scales[group(first + i)];
                if (Float.isNaN(values[i])) {
                    continue;
                }
                values[i] = Math.copySign(value(exponent(values[i], scale), scale), values[i]);
            }
        }

        @Override
        public void encode(float[] values, double[] scales, int[] codes) {
            for (int i = 0; i < length; i++) {
                int sign = values[i] < 0 ? 1 << settings.bits() - 1 : 0;
                codes[i] = sign | exponent(values[i], scales[group(i)]);
            }
        }

        @Override
        public float[] values(double[] scales, int group) {
            int signs = 1 << settings.bits() - 1;
            float[] table = new float[2 * signs];
            for (int exponent = 0; exponent < signs; exponent++) {
                table[exponent] = value(exponent, scales[group]);
                table[signs + exponent] = -table[exponent];
            }
            return table;
        }

        @Override
        public int group(int entry) {
            return entry / (length / groups);
        }
    }
}
