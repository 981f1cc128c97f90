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
 * Follows a run to its end: shows its events, passes on the wish to stop, and sums up.
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
    private boolean ended;

    Follower(Run run, Session session, Following following) {
        this.run = run;
        this.session = session;
        this.following = following;
        this.summary = new Summary(session.terminal().glyphs());
    }

    /** Returns when the run has ended: the exit code. */
    int follow() throws InterruptedException {
        try (Display display = following.display(run, session);
                Interrupts.Listening wishes = session.interrupts().listen(this::stop)) {
            try (Subscription events = run.subscribe(this::take)) {
                show(display);
            }
        }
        return sumUp(run.await());
    }

    private void take(RunEvent event) {
        if (event instanceof RunEvent.Stepped && unshown.size() > PATIENCE) return;
        unshown.add(display -> {
            summary.on(event);
            display.on(event);
            ended |= event instanceof RunEvent.Ended;
        });
    }

    private void stop() {
        asked = true;
        String again = session.interrupts().again();
        // Said before it is done: a run that ends at once takes nothing more to be shown.
        unshown.add(display -> display.say("stopping " + run.id() + " with a checkpoint; " + again));
        run.stop();
    }

    private void show(Display display) throws InterruptedException {
        while (!ended) {
            try {
                Consumer<Display> next = unshown.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.accept(display);
                } else if (over(run.status())) {
                    return;
                }
            } catch (InterruptedException e) {
                // Where nobody listens for signals the thread is interrupted instead.
                if (asked) throw e;
                stop();
            }
        }
    }

    private static boolean over(RunStatus status) {
        return status == RunStatus.FINISHED || status == RunStatus.STOPPED || status == RunStatus.FAILED;
    }

    private int sumUp(RunResult result) {
        if (!following.json) {
            summary.lines(result).forEach(session::print);
            for (Path report : result.reports()) session.print("report  " + session.shown(report));
            if (result.status() == RunStatus.STOPPED
                    || result.status() == RunStatus.FAILED && summary.progressed(run.step()))
                session.print("go on   espalier resume " + name());
        }
        if (result.status() == RunStatus.FAILED) session.complain(run.id() + " failed: " + result.message());
        return ExitCodes.of(result.status());
    }

    /** The shortest name under which the run is found again from the caller's folder. */
    private String name() {
        Path usual = session.work().resolve("runs").resolve(run.id());
        boolean found = usual.toAbsolutePath()
                .normalize()
                .equals(session.work().resolve(run.directory()).toAbsolutePath().normalize());
        return found ? run.id() : session.shown(run.directory());
    }
}
