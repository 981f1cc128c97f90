package org.espalier.benchmarks.peer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A writer of the part of Python's pickle format, protocol 2, that a TorchScript archive needs. */
final class Pickle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        bytes.write(0x80);
        bytes.write(2);
    }

    /** A class or function by its module and name. */
    Pickle global(String module, String name) {
        bytes.write('c');
        bytes.writeBytes((module + '\n' + name + '\n').getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickle text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.write('X');
        littleEndian(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    Pickle number(int value) {
        bytes.write('J');
        littleEndian(value);
        return this;
    }

    Pickle truth(boolean value) {
        bytes.write(value ? 0x88 : 0x89);
        return this;
    }

    Pickle none() {
        bytes.write('N');
        return this;
    }

    /** Begins a tuple, or the items of a dictionary. */
    Pickle mark() {
        bytes.write('(');
        return this;
    }

    /** Ends a tuple. */
    Pickle tuple() {
        bytes.write('t');
        return this;
    }

    Pickle emptyTuple() {
        bytes.write(')');
        return this;
    }

    /** A tuple of numbers. */
    Pickle numbers(int... values) {
        mark();
        for (int value : values) {
            number(value);
        }
        return tuple();
    }

    Pickle emptyDictionary() {
        bytes.write('}');
        return this;
    }

    /** Puts keys and values since the mark into the dictionary below it. */
    Pickle setItems() {
        bytes.write('u');
        return this;
    }

    /** Calls what lies below with the tuple above. */
    Pickle call() {
        bytes.write('R');
        return this;
    }

    /** A new object of the class below, with the tuple above. */
    Pickle newObject() {
        bytes.write(0x81);
        return this;
    }

    /** Gives the object below the state above. */
    Pickle build() {
        bytes.write('b');
        return this;
    }

    /** Turns the tuple above into what the archive stores under it. */
    Pickle persistent() {
        bytes.write('Q');
        return this;
    }

    byte[] stop() {
        bytes.write('.');
        return bytes.toByteArray();
    }

    private void littleEndian(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
    }
}
