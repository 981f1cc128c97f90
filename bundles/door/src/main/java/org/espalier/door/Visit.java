package org.espalier.door;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A client's connection to a container's door: for one request. */
public final class Visit implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private final Socket socket;
    private final DataInputStream in;

    private Visit(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /**
     * Knocks, and makes sure that both ends know the secret.
     *
     * @param patience how long the container may take for each of its answers
     * @throws java.net.ConnectException if nobody listens there: the card is a dead container's
     * @throws java.net.SocketTimeoutException if it does not answer
     * @throws IOException if somebody else listens there, or the connection breaks
     */
    public static Visit to(DoorCard card, Duration patience) throws IOException {
        int millis = (int) patience.toMillis();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(Door.loopback(), card.port()), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            Visit visit = new Visit(socket);
            Handshake.introduce(visit.in, socket.getOutputStream(), card.secret());
            return visit;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Asks what the container has to do with a request. */
    public Answer ask(Request request) throws IOException {
        send(request.asked());
        return Answer.of(Frame.read(in, MOST_BYTES));
    }

    /**
     * Has a request done and passes on what is printed, however long it takes: the exit code.
     *
     * @throws java.io.EOFException if the container goes away before
     */
    public int perform(Request request, OutputStream out, OutputStream err) throws IOException {
        send(request);
        socket.setSoTimeout(0);
        while (true) {
            Frame frame = Frame.read(in, MOST_BYTES);
            switch (frame.kind()) {
                case OUTPUT -> print(frame, out);
                case ERRORS -> print(frame, err);
                case EXIT -> {
                    return ByteBuffer.wrap(frame.bytes()).getInt();
                }
                default -> throw new IOException("a frame of kind " + frame.kind());
            }
        }
    }

    private void send(Request request) throws IOException {
        Frame frame = request.frame();
        if (frame.bytes().length > Limits.USUAL.requestBytes())
            throw new IOException("the command line is longer than " + Limits.USUAL.requestBytes() + " bytes");
        OutputStream out = socket.getOutputStream();
        out.write(frame.whole());
        out.flush();
    }

    private static void print(Frame frame, OutputStream to) throws IOException {
        to.write(frame.bytes());
        to.flush();
    }

    /** Says that nothing more is wanted; what is still printed comes all the same. Called from any thread. */
    public void hangUp() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is closed: so much the better.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
