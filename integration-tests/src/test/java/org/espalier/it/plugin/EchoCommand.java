package org.espalier.it.plugin;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A command service that goes before the real one, so that the launcher's side of the protocol can be tested alone. */
public final class EchoCommand implements BundleActivator, Function<List<String>, Integer> {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void start(BundleContext context) {
        var properties =
                new Hashtable<String, Object>(Map.of("org.espalier.command", "main", "service.ranking", 1_000_000));
        context.registerService(Function.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("stopped");
        stopped.countDown();
    }

    @Override
    public Integer apply(List<String> arguments) {
        System.out.println(arguments.isEmpty() ? "nothing" : String.join("|", arguments));
        return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "wait" -> waitForTheEnd();
            case "where" -> where();
            case "throw" -> throw new IllegalStateException("on purpose");
            default -> arguments.size();
        };
    }

    private int where() {
        System.out.println(System.getProperty("user.dir"));
        return 0;
    }

    private int waitForTheEnd() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
