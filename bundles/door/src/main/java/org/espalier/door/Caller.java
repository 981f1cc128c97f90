package org.espalier.door;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection: a stranger at first, a visitor once it has proved that it knows the secret. */
final class Caller implements Visitor {
    private final Socket socket;
    private final Door door;
    private final FrameSink sink;
    private PrintStream out = System.out;
    private PrintStream err = System.err;
    private @Nullable Runnable whenGone;
    private boolean gone;
    private boolean stranger = true;
    private boolean visitor;
    private boolean shut;

    Caller(Socket socket, Door door) throws IOException {
        this.socket = socket;
        this.door = door;
        socket.setTcpNoDelay(true);
        this.sink = new FrameSink(
                socket.getOutputStream(), () -> later(door.limits().stall()));
    }

    /** Hears the caller out and does what it wants. */
    void serve() {
        boolean over = true;
        ScheduledFuture<?> patience = later(door.limits().patience());
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            if (!Handshake.admit(in, socket.getOutputStream(), door.secret())) {
                later(door.limits().refusal());
                over = false;
                return;
            }
            if (!welcomed()) return;
            Request request = Request.read(in, door.limits().requestBytes());
            patience.cancel(false);
            answer(request, in);
        } catch (IOException callerLeft) {
            // Its own doing; there is nobody to tell.
        } catch (RuntimeException | Error e) {
            door.porter().note("a visitor's verb failed", e);
        } finally {
            patience.cancel(false);
            if (over) shut();
        }
    }

    private synchronized boolean welcomed() {
        if (shut) return false;
        stranger = false;
        visitor = door.welcome();
        return visitor;
    }

    private void answer(Request request, DataInputStream in) throws IOException {
        if (request.only()) {
            Frame answer = door.porter().ask(request).frame();
            makeRoom();
            sink.send(answer);
            return;
        }
        out = sink.printing(Frame.Kind.OUTPUT, request.terminal().encoding());
        err = sink.printing(Frame.Kind.ERRORS, request.terminal().encoding());
        try {
            door.threads().execute(() -> awaitEnd(in));
        } catch (RejectedExecutionException closing) {
            gone();
        }
        int code = door.porter().perform(request, this);
        makeRoom();
        sink.exit(code);
    }

    /** Whoever has heard that its verb is done may come again at once: its place is free by then. */
    private synchronized void makeRoom() {
        if (visitor) {
            visitor = false;
            door.madeRoom();
        }
    }

    /** A visitor says nothing more; when it hangs up, or says something after all, it is gone. */
    private void awaitEnd(DataInputStream in) {
        try {
            in.read();
        } catch (IOException e) {
            // The same.
        }
        gone();
    }

    /** Closes the connection after a while; nobody waits for it. */
    private ScheduledFuture<?> later(Duration wait) {
        return door.timer().schedule(this::shut, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized boolean isStranger() {
        return stranger;
    }

    /** The visitor is gone, or is treated so. */
    void gone() {
        Runnable action;
        synchronized (this) {
            if (gone) return;
            gone = true;
            action = whenGone;
        }
        if (action != null) action.run();
    }

    @Override
    public void whenGone(Runnable action) {
        synchronized (this) {
            whenGone = action;
            if (!gone) return;
        }
        action.run();
    }

    /** Ends the connection. */
    void shut() {
        synchronized (this) {
            if (shut) return;
            shut = true;
            door.leave(this, stranger, visitor);
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public PrintStream err() {
        return err;
    }
}
