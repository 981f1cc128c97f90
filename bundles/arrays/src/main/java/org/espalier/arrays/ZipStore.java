package org.espalier.arrays;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The writing of a zip whose members are stored as they are and dated to the format's first day. Only what fits the format
 * without its 64-bit extension: 4 GiB in all, 65,535 members.
 */
final class ZipStore {
    static final int LOCAL = 0x04034b50;
    static final int INDEX = 0x02014b50;
    static final int END = 0x06054b50;
    private static final long LARGEST = 0xFFFF_FFFFL;
    private static final short VERSION = 20;
    private static final short UTF_8_NAMES = 0x0800;
    private static final short FIRST_DAY = 0x21;
    private final OutputStream out;
    private final ByteArrayOutputStream index = new ByteArrayOutputStream();
    private long at;
    private int members;

    /** Takes bytes. */
    interface Sink {
        /** Takes the first so many of some bytes. */
        void take(byte[] bytes, int count) throws IOException;
    }

    /** What a member holds; it is asked twice, and gives the same both times. */
    interface Content {
        /** Gives all bytes. */
        void to(Sink sink) throws IOException;
    }

    ZipStore(OutputStream out) {
        this.out = out;
    }

    /** Adds a member: counted and summed up first, since its size and sum stand before it. */
    void add(String member, Content content) throws IOException {
        CRC32 sum = new CRC32();
        long[] length = new long[1];
        content.to((bytes, count) -> {
            sum.update(bytes, 0, count);
            length[0] += count;
        });
        if (at + length[0] > LARGEST || ++members > 0xFFFF) {
            throw new IOException("an .npz file holds at most 4 GiB and 65535 arrays; take safetensors");
        }
        byte[] name = member.getBytes(StandardCharsets.UTF_8);
        ByteBuffer facts = little(26).putShort(VERSION).putShort(UTF_8_NAMES).putShort((short) 0);
        facts.putShort((short) 0).putShort(FIRST_DAY).putInt((int) sum.getValue());
        facts.putInt((int) length[0]).putInt((int) length[0]).putShort((short) name.length);
        ByteBuffer entry =
                little(46 + name.length).putInt(INDEX).putShort(VERSION).put(facts.flip());
        index.write(entry.putInt(42, (int) at).put(46, name).array());
        put(little(30 + name.length).putInt(LOCAL).put(facts.flip()).put(30, name));
        content.to((bytes, count) -> {
            out.write(bytes, 0, count);
            at += count;
        });
    }

    void finish() throws IOException {
        long from = at;
        put(ByteBuffer.wrap(index.toByteArray()));
        ByteBuffer end =
                little(22).putInt(END).putInt(0).putShort((short) members).putShort((short) members);
        put(end.putInt(index.size()).putInt((int) from));
    }

    private void put(ByteBuffer bytes) throws IOException {
        out.write(bytes.array());
        at += bytes.array().length;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
