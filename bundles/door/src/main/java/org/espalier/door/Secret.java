package org.espalier.door;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 256 random bits that a container and its owner's other processes know. It is proved, never sent, and no text of this class but
 * {@link #hex()} holds it.
 */
public final class Secret {
    /** Bytes of a secret, of a challenge and of a proof. */
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();
    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    /** A new one. */
    public static Secret random() {
        return new Secret(challenge());
    }

    /**
     * The one that is written so.
     *
     * @throws IllegalArgumentException if it is no text of 64 hexadecimal digits
     */
    public static Secret of(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        if (key.length != BYTES) throw new IllegalArgumentException("a secret has " + BYTES + " bytes");
        return new Secret(key);
    }

    /** The secret itself, in hexadecimal digits: for the card, and for nothing else. */
    String hex() {
        return HexFormat.of().formatHex(key);
    }

    /** Random bytes, asked of somebody once. */
    static byte[] challenge() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** What only somebody who knows the secret can answer to a challenge; who answers is part of it, so that none can be sent back. */
    byte[] proof(Role role, byte[] asked, byte[] own) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((byte) role.ordinal());
            mac.update(asked);
            mac.update(own);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether somebody's proof is right; takes the same time wherever it is wrong. */
    boolean proves(byte[] proof, Role role, byte[] asked, byte[] own) {
        return MessageDigest.isEqual(proof, proof(role, asked, own));
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    /** Who proves that it knows the secret. */
    enum Role {
        CLIENT,
        CONTAINER
    }
}
