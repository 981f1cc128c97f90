package org.espalier.data.text;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's tokens, a byte or two each, mapped into memory in pieces, since one mapping holds 2 GiB at most. It takes none of
 * the heap, and several runs share the pages. Mappings go with the objects that hold them; a file that is made shorter
 * meanwhile fails the read beyond its end.
 */
final class MappedText implements Text {
    private static final int PIECE = 1 << 30;
    private final MappedByteBuffer[] pieces;
    private final long pieceLength;
    private final long length;
    private final boolean wide;

    private MappedText(MappedByteBuffer[] pieces, long pieceLength, long length, boolean wide) {
        this.pieces = pieces;
        this.pieceLength = pieceLength;
        this.length = length;
        this.wide = wide;
    }

    /** Maps a whole file whose bytes are the tokens. */
    static MappedText of(Path file) throws IOException {
        return of(file, Files.size(file), /* wide= */ false, PIECE);
    }

    /** Maps the first of a file's tokens of two bytes each, the lower one first. */
    static MappedText wide(Path file, long length) throws IOException {
        return of(file, length * Short.BYTES, /* wide= */ true, PIECE);
    }

    /**
     * Maps a file's beginning.
     *
     * @param length      bytes in all
     * @param pieceLength bytes of a piece, an even number for wide tokens
     */
    static MappedText of(Path file, long length, boolean wide, int pieceLength) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer[] pieces = new MappedByteBuffer[Math.toIntExact((length + pieceLength - 1) / pieceLength)];
            for (int i = 0; i < pieces.length; i++) {
                long from = (long) i * pieceLength;
                pieces[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(pieceLength, length - from));
                pieces[i].order(ByteOrder.LITTLE_ENDIAN);
            }
            return wide
                    ? new MappedText(pieces, pieceLength / Short.BYTES, length / Short.BYTES, true)
                    : new MappedText(pieces, pieceLength, length, false);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long from, int count, float[] into, int at) {
        int done = 0;
        while (done < count) {
            MappedByteBuffer piece = pieces[(int) ((from + done) / pieceLength)];
            int start = (int) ((from + done) % pieceLength);
            int here = Math.min(count - done, piece.capacity() / (wide ? Short.BYTES : 1) - start);
            for (int i = 0; i < here; i++) {
                into[at + done + i] = wide ? piece.getChar(Short.BYTES * (start + i)) : piece.get(start + i) & 0xFF;
            }
            done += here;
        }
    }
}
