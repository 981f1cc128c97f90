package org.espalier.host.energy;

import java.util.Locale;

/** What hardware does, of a width in bits. */
enum Operation {
    /** Grows with the bits. */
    INTEGER_ADD(1),
    /** Grows with their square. */
    INTEGER_MULTIPLY(2),
    /** Grows with the bits. */
    FLOAT_ADD(1),
    /** Grows with their square. */
    FLOAT_MULTIPLY(2);

    private final int power;

    Operation(int power) {
        this.power = power;
    }

    /** How energy grows with bits beyond those of a table. */
    int power() {
        return power;
    }

    /** As tables name it: {@code integer-add}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
