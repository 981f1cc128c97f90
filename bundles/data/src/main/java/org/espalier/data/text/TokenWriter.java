package org.espalier.data.text;

import com.knuddels.jtokkit.api.IntArrayList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.espalier.arrays.Sha256;

/** Writes tokens to a file, two bytes each, the lower one first, and their SHA-256 behind them. */
final class TokenWriter implements Gpt2Tokenizer.Sink {
    private final FileChannel file;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    TokenWriter(FileChannel file) {
        this.file = file;
    }

    @Override
    public void take(IntArrayList tokens) throws IOException {
        for (int i = 0; i < tokens.size(); i++) {
            if (!buffer.hasRemaining()) {
                empty();
            }
            buffer.putChar((char) tokens.get(i));
        }
    }

    /** Writes what is left, and the sum. */
    void finish() throws IOException {
        empty();
        buffer.put(digest.digest());
        write();
    }

    private void empty() throws IOException {
        digest.update(buffer.array(), 0, buffer.position());
        write();
    }

    private void write() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }
}
