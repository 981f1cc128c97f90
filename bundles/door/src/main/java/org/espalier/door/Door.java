package org.espalier.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A container's open door: it listens on 127.0.0.1 alone, at a port of the system's choice, and its card says where. Every caller
 * has a thread; what takes too long is ended by a timer that closes its socket, so nothing that a caller does or does not do keeps
 * others waiting.
 */
public final class Door implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private final ServerSocket server;
    private final CardFolder folder;
    private final DoorCard card;
    private final Porter porter;
    private final Limits limits;
    private final ExecutorService threads = Executors.newCachedThreadPool(named("door"));
    private final ScheduledExecutorService timer;
    private final Set<Caller> callers = ConcurrentHashMap.newKeySet();
    private final Semaphore strangers;
    private final Semaphore visitors;
    private volatile boolean closed;

    private Door(ServerSocket server, CardFolder folder, DoorCard card, Porter porter, Limits limits) {
        this.server = server;
        this.folder = folder;
        this.card = card;
        this.porter = porter;
        this.limits = limits;
        this.strangers = new Semaphore(limits.strangers());
        this.visitors = new Semaphore(limits.visitors());
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, named("door-timer"));
        // Most of what it is told is called off a moment later.
        one.setRemoveOnCancelPolicy(true);
        this.timer = one;
    }

    /**
     * Opens the door of this process's container.
     *
     * @throws IOException if its card could be read by others or cannot be left; then there is no door
     */
    public static Door open(CardFolder folder, DoorCard.Facts container, Porter porter, Limits limits)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(loopback(), 0));
            DoorCard card = new DoorCard(
                    ProcessHandle.current().pid(), server.getLocalPort(), Secret.random(), Instant.now(), container);
            Door door = new Door(server, folder, card, porter, limits);
            folder.leave(card);
            named("door-accept").newThread(door::accept).start();
            return door;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** 127.0.0.1, whatever the system calls localhost. */
    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Door.class.getClassLoader());
            return thread;
        };
    }

    private void accept() {
        while (!closed) {
            try {
                receive(server.accept());
            } catch (IOException e) {
                if (closed) return;
                porter.note("a call could not be taken", e);
                // Where the process has no file left for a socket it will have none at once either.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void receive(Socket socket) throws IOException {
        if (!strangers.tryAcquire()) {
            socket.close();
            return;
        }
        Caller caller;
        try {
            caller = new Caller(socket, this);
        } catch (IOException hasHungUp) {
            strangers.release();
            socket.close();
            return;
        }
        callers.add(caller);
        try {
            threads.execute(caller::serve);
        } catch (RejectedExecutionException closing) {
            caller.shut();
        }
    }

    /** What the card says. */
    public DoorCard card() {
        return card;
    }

    Secret secret() {
        return card.secret();
    }

    Porter porter() {
        return porter;
    }

    Limits limits() {
        return limits;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService threads() {
        return threads;
    }

    /** A stranger has proved who it is: whether there is room. */
    boolean welcome() {
        strangers.release();
        return visitors.tryAcquire();
    }

    /** A visitor's verb is done. */
    void madeRoom() {
        visitors.release();
    }

    /** A caller is gone. */
    void leave(Caller caller, boolean stranger, boolean visitor) {
        callers.remove(caller);
        if (stranger) strangers.release();
        if (visitor) madeRoom();
    }

    /** Takes the card away, lets nobody in any more, and gives verbs under way a moment to end before they are interrupted. */
    @Override
    public void close() {
        closed = true;
        try {
            folder.takeAway(card);
            server.close();
        } catch (IOException e) {
            porter.note("the door's card could not be taken away", e);
        }
        callers.stream().filter(Caller::isStranger).forEach(Caller::shut);
        threads.shutdown();
        try {
            if (!ended()) {
                callers.forEach(Caller::gone);
                if (!ended()) callers.forEach(Caller::shut);
            }
        } catch (InterruptedException e) {
            callers.forEach(Caller::gone);
            callers.forEach(Caller::shut);
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    private boolean ended() throws InterruptedException {
        return threads.awaitTermination(limits.farewell().toMillis(), TimeUnit.MILLISECONDS);
    }
}
