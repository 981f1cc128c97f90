package org.espalier.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file that others have written, one after the other, none of more than 16 million characters. */
final class BoundedLines implements AutoCloseable {
    private static final int LONGEST = 1 << 24;
    private final BufferedReader reader;

    private BoundedLines(BufferedReader reader) {
        this.reader = reader;
    }

    static BoundedLines of(Path file) throws IOException {
        try {
            return new BoundedLines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new IOException("it is not there", e);
        } catch (AccessDeniedException e) {
            throw new IOException("access is denied", e);
        }
    }

    /** The next line without its end; null if there is none. */
    @Nullable
    String next() throws IOException {
        try {
            return read();
        } catch (CharacterCodingException e) {
            throw new IOException("it is no UTF-8 text", e);
        }
    }

    private @Nullable String read() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) return null;
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST) throw new IOException("a line has more than " + LONGEST + " characters");
            line.append((char) c);
            c = reader.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
