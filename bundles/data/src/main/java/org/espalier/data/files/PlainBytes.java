package org.espalier.data.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file as it is. */
final class PlainBytes implements FileBytes {
    private final Path path;
    private final FileChannel channel;
    private final long length;

    PlainBytes(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long most() {
        return length;
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, at, count);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // On to what is left.
        }
        return count - buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
