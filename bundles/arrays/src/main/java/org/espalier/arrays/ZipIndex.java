package org.espalier.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The index at the end of a zip of .npy files, checked: members are stored, lie within the file beside one another, and have
 * names of their own that lead nowhere.
 */
final class ZipIndex {
    static final String NPY = ".npy";
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_INDEX = 1 << 22;
    private static final int ENCRYPTED = 1;

    private final Path file;
    private final FileChannel channel;
    private final List<Member> members = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * A member.
     *
     * @param name   without the ending
     * @param at     where its bytes begin
     * @param length how many there are
     * @param crc    their CRC-32
     */
    record Member(String name, long at, long length, long crc) {}

    private ZipIndex(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The members in the order of the index. */
    static List<Member> read(Path file, FileChannel channel) throws IOException {
        return new ZipIndex(file, channel).read();
    }

    private List<Member> read() throws IOException {
        long length = channel.size();
        if (length < END_LENGTH || bytes(0, Integer.BYTES).getInt() != ZipStore.LOCAL) {
            throw refuse("magic", 0, "not a .npz file");
        }
        long endAt = length - END_LENGTH;
        ByteBuffer end = bytes(endAt, END_LENGTH);
        if (end.getInt() != ZipStore.END || end.getShort(20) != 0) {
            throw refuse("end of the index", endAt, "is not at the end of the file: truncated, or trailing bytes");
        }
        int count = end.getShort(10) & 0xFFFF;
        long size = end.getInt(12) & 0xFFFF_FFFFL;
        long from = end.getInt(16) & 0xFFFF_FFFFL;
        if (end.getInt(4) != 0 || end.getShort(8) != end.getShort(10)) {
            throw refuse("end of the index", endAt, "is a part of several files");
        }
        if (size > LONGEST_INDEX || from + size != endAt) {
            throw refuse(
                    "end of the index",
                    endAt + 12,
                    "an index of " + size + " bytes at " + from + " in a file of " + length + "; at most "
                            + LONGEST_INDEX);
        }
        ByteBuffer index = bytes(from, (int) size);
        for (int i = 0; i < count; i++) {
            member(index, from);
        }
        if (index.hasRemaining()) {
            throw refuse("index", from + index.position(), "goes on after its " + count + " members");
        }
        checkApart();
        return members;
    }

    private void member(ByteBuffer index, long indexAt) throws IOException {
        int at = index.position();
        long place = indexAt + at;
        if (index.remaining() < ENTRY_LENGTH || index.getInt(at) != ZipStore.INDEX) {
            throw refuse("index", place, "holds fewer members than it says");
        }
        int nameLength = index.getShort(at + 28) & 0xFFFF;
        int rest = (index.getShort(at + 30) & 0xFFFF) + (index.getShort(at + 32) & 0xFFFF);
        if (index.remaining() < ENTRY_LENGTH + nameLength + rest) {
            throw refuse("index", place, "ends within a member");
        }
        byte[] raw = new byte[nameLength];
        index.get(at + ENTRY_LENGTH, raw);
        String name = name(raw, place);
        long packed = index.getInt(at + 20) & 0xFFFF_FFFFL;
        long length = index.getInt(at + 24) & 0xFFFF_FFFFL;
        if ((index.getShort(at + 8) & ENCRYPTED) != 0 || index.getShort(at + 10) != 0 || packed != length) {
            throw refuse(name, place, "is compressed or encrypted, which is not read; save with numpy.savez");
        }
        long local = index.getInt(at + 42) & 0xFFFF_FFFFL;
        members.add(new Member(name, begin(name, raw, local, length, indexAt), length, crc(index, at)));
        index.position(at + ENTRY_LENGTH + nameLength + rest);
    }

    private static long crc(ByteBuffer index, int at) {
        return index.getInt(at + 16) & 0xFFFF_FFFFL;
    }

    private String name(byte[] raw, long place) throws NpyException {
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse("index", place, "a member's name is not UTF-8 text");
        }
        String shown = HeaderText.quote(name);
        if (!name.endsWith(NPY) || name.length() == NPY.length()) {
            throw refuse("index", place, "the member " + shown + " is no .npy file");
        }
        if (name.startsWith("/")
                || name.indexOf('\\') >= 0
                || ("/" + name + "/").contains("/../")
                || name.chars().anyMatch(Character::isISOControl)) {
            throw refuse("index", place, "the member " + shown + " would lead out of a folder");
        }
        if (!names.add(name)) {
            throw refuse("index", place, "the member " + shown + " is there twice");
        }
        return name.substring(0, name.length() - NPY.length());
    }

    /** Where a member's bytes begin, after a header of its own that must say the same name. */
    private long begin(String name, byte[] raw, long local, long length, long indexAt) throws IOException {
        if (local + LOCAL_LENGTH + raw.length > indexAt) {
            throw refuse(name, local, "begins beyond the members");
        }
        ByteBuffer head = bytes(local, LOCAL_LENGTH + raw.length);
        byte[] said = new byte[raw.length];
        head.get(LOCAL_LENGTH, said);
        if (head.getInt() != ZipStore.LOCAL
                || (head.getShort(26) & 0xFFFF) != raw.length
                || !Arrays.equals(raw, said)) {
            throw refuse(name, local, "is not where the index says");
        }
        long at = local + LOCAL_LENGTH + raw.length + (head.getShort(28) & 0xFFFF);
        if (at + length > indexAt) {
            throw refuse(name, local, "has " + length + " bytes by the index, the file fewer");
        }
        return at;
    }

    /** Else a small file could hold one large member under a thousand names. */
    private void checkApart() throws NpyException {
        List<Member> byPlace = new ArrayList<>(members);
        byPlace.sort(Comparator.comparingLong(Member::at).thenComparingLong(Member::length));
        for (int i = 1; i < byPlace.size(); i++) {
            Member before = byPlace.get(i - 1);
            if (before.at() + before.length() > byPlace.get(i).at()) {
                throw refuse(byPlace.get(i).name(), byPlace.get(i).at(), "lies over " + before.name());
            }
        }
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        Npz.fill(file, channel, at, buffer);
        return buffer.flip();
    }

    private NpyException refuse(String field, long at, String why) {
        return new NpyException(file, field, at, why);
    }
}
