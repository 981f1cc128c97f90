package org.espalier.testkit.plugin;

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
