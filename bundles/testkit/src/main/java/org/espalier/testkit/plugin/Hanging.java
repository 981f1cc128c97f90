package org.espalier.testkit.plugin;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Leaves the other checks out once one of them has hung, so that nobody waits for each. */
final class Hanging implements BeforeEachCallback, TestExecutionExceptionHandler {
    private static final String HUNG = "hung";

    /** Work that may throw anything; what it throws is another check's business. */
    interface Work {
        void run() throws Exception;
    }

    /** TimeoutException if work has not ended by then; its thread is interrupted and left. */
    static void within(Duration longest, Work work, String told) throws TimeoutException, InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception | AssertionError | LinkageError e) {
                // It has ended, and that is all that is asked here.
            }
        });
        thread.setDaemon(true);
        thread.start();
        thread.join(longest.toMillis());
        if (thread.isAlive()) {
            StackTraceElement[] where = thread.getStackTrace();
            thread.interrupt();
            TimeoutException hangs =
                    new TimeoutException("plugin has worked for " + longest.toMillis() / 1e3 + " s " + told);
            hangs.setStackTrace(where);
            throw hangs;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String check = store(context).get(HUNG, String.class);
        Assumptions.assumeTrue(check == null, () -> "left out until this ends: " + check);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof TimeoutException) {
            store(context).put(HUNG, context.getDisplayName());
            throw new AssertionError(
                    "A call of the plugin did not return: the " + thrown.getMessage()
                            + ". The host asks on a thread of its own and gives up at its deadline; wait for nothing.",
                    thrown);
        }
        throw thrown;
    }

    /** Of the kit's class: its checks share it. */
    private static Store store(ExtensionContext context) {
        return context.getParent().orElse(context).getStore(Namespace.create(Hanging.class));
    }
}
