package org.espalier.door;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A piece of what is said at the door: its kind, its length and its bytes.
 *
 * @param kind what the bytes are
 */
record Frame(Kind kind, byte[] bytes) {
    /** What a frame holds. */
    enum Kind {
        /** A {@link Request}, from the client. */
        REQUEST,
        /** An {@link Answer}. */
        ANSWER,
        /** Bytes for standard output. */
        OUTPUT,
        /** Bytes for standard error. */
        ERRORS,
        /** The exit code, four bytes; nothing comes after it. */
        EXIT
    }

    private static final Kind[] KINDS = Kind.values();

    /**
     * Reads one.
     *
     * @param most bytes that it may have, looked at before they are taken
     */
    static Frame read(DataInputStream in, int most) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (kind >= KINDS.length) throw new IOException("a frame of kind " + kind);
        if (length < 0 || length > most) throw new IOException("a frame of " + length + " bytes, at most " + most);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new Frame(KINDS[kind], bytes);
    }

    /** The frame as it is sent: in one piece, so that it is one packet. */
    byte[] whole() {
        var all = new ByteArrayOutputStream(bytes.length + 5);
        try (var out = new DataOutputStream(all)) {
            out.writeByte(kind.ordinal());
            out.writeInt(bytes.length);
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return all.toByteArray();
    }

    /** Writes a text with its length. */
    static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads a text that {@link #write} wrote, no longer than what is left. */
    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) throw new IOException("a text of " + length + " bytes");
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
