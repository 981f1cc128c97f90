package org.espalier.host.energy;

import org.espalier.api.number.Multiplication;

/**
 * How two numbers are multiplied and the product added to a sum.
 *
 * @param multiplication what is done
 * @param bits           of the wider number
 */
record Format(Multiplication multiplication, int bits) {
    /** Sums have this width. */
    private static final int SUM = 32;

    static final Format FLOAT32 = new Format(Multiplication.FLOAT, 32);

    /** The products of numbers of two formats: in float32 unless both are multiplied in the same way. */
    Format times(Format other) {
        return multiplication == other.multiplication
                ? new Format(multiplication, Math.max(bits, other.bits))
                : FLOAT32;
    }

    private Operation multiply() {
        return switch (multiplication) {
            case INTEGER -> Operation.INTEGER_MULTIPLY;
            case EXPONENT_ADDITION -> Operation.INTEGER_ADD;
            default -> Operation.FLOAT_MULTIPLY;
        };
    }

    private Operation add() {
        return multiply() == Operation.FLOAT_MULTIPLY ? Operation.FLOAT_ADD : Operation.INTEGER_ADD;
    }

    /** Of one multiplication and one addition. */
    double picojoules(EnergyTable table) {
        return table.picojoules(multiply(), bits) + table.picojoules(add(), SUM);
    }

    /** Of an addition to a sum alone. */
    double additionPicojoules(EnergyTable table) {
        return table.picojoules(add(), SUM);
    }

    /** {@code integer-add 32}. */
    String additionWords() {
        return add().word() + " " + SUM;
    }

    /** {@code integer-add 8, integer-add 32}. */
    String words() {
        return multiply().word() + " " + bits + ", " + additionWords();
    }
}
