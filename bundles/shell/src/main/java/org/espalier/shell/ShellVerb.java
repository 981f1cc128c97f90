package org.espalier.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
        name = "shell",
        description = "Open the container's interactive shell; its commands are espalier:run and so on.")
final class ShellVerb implements Callable<Integer> {
    private final Session session;

    ShellVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (AutoCloseable listening = session.container().whenStopping(left::countDown)) {
            session.container().startShell();
            left.await();
        }
        return ExitCodes.OK;
    }
}
