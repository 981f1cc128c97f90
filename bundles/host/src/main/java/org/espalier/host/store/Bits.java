package org.espalier.host.store;

/** Doubles as text that reads back to the same 64 bits: shortest decimal, or {@code 0x} and 16 digits for odd NaNs. */
final class Bits {
    private static final String HEX = "0x";

    private Bits() {}

    static String text(double value) {
        String decimal = Double.toString(value);
        long bits = Double.doubleToRawLongBits(value);
        boolean exact = Double.doubleToRawLongBits(Double.parseDouble(decimal)) == bits;
        return exact ? decimal : HEX + String.format("%016x", bits);
    }

    /** NumberFormatException if the text was not written by {@link #text}. */
    static double value(String text) {
        return text.startsWith(HEX)
                ? Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(HEX.length()), 16))
                : Double.parseDouble(text);
    }
}
