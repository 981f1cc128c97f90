package org.espalier.host.plugins;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.run.Subscription;

/** How often the plugins that are there have changed, and who wants to hear of it. Thread-safe. */
public final class Changes {
    private final AtomicLong count = new AtomicLong();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Changes so far; whoever has seen this many has seen them all. */
    public long count() {
        return count.get();
    }

    /** Calls back after every change, on the thread that made it; it must return at once. Close to end it. */
    public Subscription follow(Runnable callback) {
        Follower follower = new Follower(callback);
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Counts a change, in one with the change itself: whoever sees it sees a higher count afterwards. */
    void note() {
        count.incrementAndGet();
    }

    /** Tells of what was counted. */
    void tell() {
        followers.forEach(follower -> follower.callback.run());
    }

    /** One follower, told apart from others of the same callback. */
    private static final class Follower {
        private final Runnable callback;

        Follower(Runnable callback) {
            this.callback = callback;
        }
    }
}
