package org.espalier.launcher;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whoever reads what a verb prints in a container that runs. A reader may leave before the end, as {@code head} and {@code grep -q}
 * do. That is no failure: the verb is told to end, what it still prints is dropped, and its exit code is what it would have been.
 */
final class Audience {
    private final OutputStream reader;
    private final OutputStream errors;
    private final boolean mayLeave;
    private final Runnable left;
    private final ByteArrayOutputStream lastWords = new ByteArrayOutputStream();
    private boolean gone;

    /**
     * @param mayLeave whether a write that fails means that nobody reads; not so of a file, which may be on a full disk
     * @param left     called once when the reader has left
     */
    Audience(OutputStream reader, OutputStream errors, boolean mayLeave, Runnable left) {
        this.reader = reader;
        this.errors = errors;
        this.mayLeave = mayLeave;
        this.left = left;
    }

    /** Those of this process; as bytes, since the container has encoded them for this terminal. */
    static Audience ofThisProcess(Runnable left) {
        boolean file = Files.isRegularFile(Path.of("/dev/stdout"));
        return new Audience(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), !file, left);
    }

    /** Where results go. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (gone) return;
                try {
                    reader.write(bytes, from, length);
                } catch (IOException e) {
                    if (!mayLeave) throw e;
                    gone = true;
                    left.run();
                }
            }
        };
    }

    /** Where complaints go; those of a verb that was told to end wait until it is known how it did. */
    OutputStream err() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                (gone ? lastWords : errors).write(bytes, from, length);
            }
        };
    }

    /** The exit code of a verb that has ended with a code: that it was interrupted because nobody read on is nothing to tell. */
    int ended(int code) throws IOException {
        if (gone && code == ExitCode.INTERRUPTED) return ExitCode.OK;
        lastWords.writeTo(errors);
        return code;
    }
}
