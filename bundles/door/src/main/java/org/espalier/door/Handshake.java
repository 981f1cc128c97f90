package org.espalier.door;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the two ends of a connection convince each other that both know the secret, without sending it: each answers the other's
 * challenge. The container must, too: after it was killed its port may be anybody's.
 */
final class Handshake {
    private static final byte[] HELLO = ("ESPALIER" + (char) DoorCard.VERSION).getBytes(StandardCharsets.US_ASCII);

    private Handshake() {}

    /** The container's part: whether the caller is one of the owner's. */
    static boolean admit(DataInputStream in, OutputStream out, Secret secret) throws IOException {
        byte[] hello = new byte[HELLO.length];
        in.readFully(hello);
        if (!Arrays.equals(hello, HELLO)) return false;
        byte[] theirs = challenge(in);
        byte[] ours = Secret.challenge();
        out.write(ours);
        out.flush();
        byte[] proof = challenge(in);
        if (!secret.proves(proof, Secret.Role.CLIENT, ours, theirs)) return false;
        out.write(secret.proof(Secret.Role.CONTAINER, theirs, ours));
        out.flush();
        return true;
    }

    /**
     * The client's part.
     *
     * @throws StrangerException if somebody else answers
     */
    static void introduce(DataInputStream in, OutputStream out, Secret secret) throws IOException {
        byte[] ours = Secret.challenge();
        out.write(HELLO);
        out.write(ours);
        out.flush();
        try {
            byte[] theirs = challenge(in);
            out.write(secret.proof(Secret.Role.CLIENT, theirs, ours));
            out.flush();
            if (!secret.proves(challenge(in), Secret.Role.CONTAINER, ours, theirs)) throw new StrangerException();
        } catch (EOFException e) {
            throw new StrangerException();
        }
    }

    private static byte[] challenge(DataInputStream in) throws IOException {
        byte[] bytes = new byte[Secret.BYTES];
        in.readFully(bytes);
        return bytes;
    }

    /** Whoever answers at the port does not know the container's secret. */
    static final class StrangerException extends IOException {
        private static final long serialVersionUID = 1;

        StrangerException() {
            super("somebody else has its port");
        }
    }
}
