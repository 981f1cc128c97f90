package org.espalier.shell;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Subscription;
import org.espalier.shell.display.Display;
import org.espalier.shell.display.Summary;

/**
 * Follows a run to its end: shows its events, passes on the wish to stop or heeds the one to leave, and sums up.
 *
 * <p>Events are queued by the run's thread and shown by the command's, so that a slow terminal never holds up training.
 */
final class Follower {
    /** Beyond so many unshown events, mere progress is dropped. */
    private static final int PATIENCE = 1000;

    private static final long LOOK_MILLIS = 500;

    private final Run run;
    private final Session session;
    private final Following following;
    private final Summary summary;
    private final BlockingQueue<Consumer<Display>> unshown = new LinkedBlockingQueue<>();
    private volatile boolean asked;
    private final boolean leaving;
    private boolean ended;
    private boolean left;

    private Follower(Run run, Session session, Following following, boolean leaving) {
        this.leaving = leaving || session.interrupts().leavesRuns();
        this.run = run;
        this.session = session;
        this.following = following;
        this.summary = new Summary(session.terminal().glyphs());
    }

    /** For somebody whose run it is: a wish to end stops it, and other terminals reach it meanwhile. Returns the exit code. */
    static int toItsEnd(Run run, Session session, Following following) throws InterruptedException {
        try (Doorway.Opened door = session.door().open(/* serving= */ false)) {
            return new Follower(run, session, following, false).follow();
        }
    }

    /** For somebody who looks on: a wish to end is one to look no more. Returns the exit code. */
    static int lookingOn(Run run, Session session, Following following) throws InterruptedException {
        return new Follower(run, session, following, true).follow();
    }

    /** Returns when the run has ended, or is left: the exit code. */
    private int follow() throws InterruptedException {
        try (Display display = following.display(run, session);
                Interrupts.Listening wishes = session.interrupts().listen(this::wish)) {
            try (Subscription events = run.subscribe(this::take)) {
                show(display);
            }
        }
        return left ? ExitCodes.INTERRUPTED : sumUp(run.await());
    }

    private void take(RunEvent event) {
        if (event instanceof RunEvent.Stepped && unshown.size() > PATIENCE) return;
        unshown.add(display -> {
            summary.on(event);
            display.on(event);
            ended |= event instanceof RunEvent.Ended;
        });
    }

    private void wish() {
        asked = true;
        if (leaving) {
            unshown.add(display -> {
                display.say(run.id() + " goes on");
                left = true;
            });
        } else {
            stop();
        }
    }

    private void stop() {
        String again = session.interrupts().again();
        // Said before it is done: a run that ends at once takes nothing more to be shown.
        unshown.add(display -> display.say("stopping " + run.id() + " with a checkpoint; " + again));
        run.stop();
    }

    private void show(Display display) throws InterruptedException {
        while (!ended && !left) {
            try {
                Consumer<Display> next = unshown.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.accept(display);
                } else if (LiveRuns.over(run)) {
                    return;
                }
            } catch (InterruptedException e) {
                // Where nobody listens for signals the thread is interrupted instead.
                if (asked) throw e;
                wish();
            }
        }
    }

    private int sumUp(RunResult result) {
        if (!following.json) {
            summary.lines(result).forEach(session::print);
            for (Path report : result.reports()) session.print("report  " + session.shown(report));
            if (result.status() == RunStatus.STOPPED
                    || result.status() == RunStatus.FAILED && summary.progressed(run.step()))
                session.print("go on   espalier resume " + RunNames.shortest(run, session));
        }
        if (result.status() == RunStatus.FAILED) session.complain(run.id() + " failed: " + result.message());
        return ExitCodes.of(result.status());
    }
}
