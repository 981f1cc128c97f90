package org.espalier.door;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;

/** The way of frames to a client; a client that takes none of them for long is cut off. */
final class FrameSink {
    /** What is printed at once is cut into frames of at most so many bytes. */
    private static final int PIECE = 32 * 1024;

    private final OutputStream out;
    private final Supplier<ScheduledFuture<?>> watch;

    /** @param watch ends the connection unless what it answers is called off in time */
    FrameSink(OutputStream out, Supplier<ScheduledFuture<?>> watch) {
        this.out = out;
        this.watch = watch;
    }

    synchronized void send(Frame frame) throws IOException {
        ScheduledFuture<?> cut = watch.get();
        try {
            out.write(frame.whole());
            out.flush();
        } finally {
            cut.cancel(false);
        }
    }

    void exit(int code) throws IOException {
        send(new Frame(Frame.Kind.EXIT, ByteBuffer.allocate(4).putInt(code).array()));
    }

    /** A stream whose bytes become frames. */
    PrintStream printing(Frame.Kind kind, Charset charset) {
        return new PrintStream(new Pieces(kind), false, charset);
    }

    private final class Pieces extends OutputStream {
        private final Frame.Kind kind;

        Pieces(Frame.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int at = from; at < from + length; at += PIECE) {
                send(new Frame(kind, Arrays.copyOfRange(bytes, at, Math.min(from + length, at + PIECE))));
            }
        }
    }
}
