package org.espalier.shell;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.run.Run;
import picocli.CommandLine.Command;

@Command(
        name = "serve",
        description = {
            "Keep the container up until it is interrupted; runs in it then stop with a checkpoint.",
            "Other terminals give it runs with 'run --detach' and look after them with 'runs', 'watch', 'stop'."
        })
final class ServeVerb implements Callable<Integer> {
    private final Session session;
    private volatile boolean interrupted;

    ServeVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        try (Doorway.Opened door = session.door().open(/* serving= */ true);
                AutoCloseable stopping = session.container().whenStopping(enough::countDown);
                Interrupts.Listening wishes = session.interrupts().listen(() -> interrupt(enough))) {
            session.print("serving with " + session.runs().plugins().size() + " plugins; Ctrl-C ends it");
            enough.await();
            List<Run> runs = session.runs().list();
            runs.forEach(Run::stop);
            for (Run run : runs) run.await();
        }
        return interrupted ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }

    private void interrupt(CountDownLatch enough) {
        interrupted = true;
        enough.countDown();
    }
}
