package org.espalier.data.text;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes, mapped into memory in pieces, since one mapping holds 2 GiB at most. It takes none of the heap, and several runs share
 * the pages. Mappings go with the objects that hold them; a file that is made shorter meanwhile fails the read beyond its end.
 */
final class MappedText implements Text {
    private final MappedByteBuffer[] pieces;
    private final long pieceLength;
    private final long length;

    private MappedText(MappedByteBuffer[] pieces, long pieceLength, long length) {
        this.pieces = pieces;
        this.pieceLength = pieceLength;
        this.length = length;
    }

    /** Maps a whole file. */
    static MappedText of(Path file) throws IOException {
        return of(file, 1 << 30);
    }

    /** Maps a whole file in pieces of that many bytes. */
    static MappedText of(Path file, int pieceLength) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            MappedByteBuffer[] pieces = new MappedByteBuffer[Math.toIntExact((length + pieceLength - 1) / pieceLength)];
            for (int i = 0; i < pieces.length; i++) {
                long from = (long) i * pieceLength;
                pieces[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(pieceLength, length - from));
            }
            return new MappedText(pieces, pieceLength, length);
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
            int here = Math.min(count - done, piece.capacity() - start);
            for (int i = 0; i < here; i++) {
                into[at + done + i] = piece.get(start + i) & 0xFF;
            }
            done += here;
        }
    }
}
