package org.espalier.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as YAML readers give them: boxed, or as text such as {@code 2e-3} where a schema does not know the form. */
final class Numbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,4})?");
    private static final int LONG_DIGITS = 19;

    private Numbers() {}

    /** The exact decimal value; empty for what is no number, is not finite or is absurdly long. */
    static Optional<BigDecimal> decimal(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return Optional.of(BigDecimal.valueOf(((Number) value).longValue()));
        }
        if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            // Through text, so that the decimal written is meant and not its binary neighbour.
            return Double.isFinite(real) ? Optional.of(new BigDecimal(value.toString())) : Optional.empty();
        }
        if (value instanceof BigInteger big) {
            return Optional.of(new BigDecimal(big));
        }
        if (value instanceof BigDecimal big) {
            return Optional.of(big);
        }
        return value instanceof String text && DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** The value as a long; empty if it has a fraction or does not fit. Never expands a large exponent. */
    static Optional<Long> exactLong(BigDecimal value) {
        if (value.signum() != 0 && (long) value.precision() - value.scale() > LONG_DIGITS) {
            return Optional.empty();
        }
        if (!isWhole(value)) {
            return Optional.empty();
        }
        BigInteger whole = value.toBigInteger();
        return whole.bitLength() < Long.SIZE ? Optional.of(whole.longValue()) : Optional.empty();
    }

    /** Whether the value has no fraction. */
    static boolean isWhole(BigDecimal value) {
        return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }
}
