package org.espalier.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * The service to which the container's side of the command line answers: a {@link Function} from the arguments, a list of
 * strings, to the exit code, registered with {@code org.espalier.command=main}. Types of the JDK only, since launcher and
 * bundles share no others.
 */
final class CommandService {
    static final String FILTER = "(&(objectClass=java.util.function.Function)(org.espalier.command=main))";

    private CommandService() {}

    /** Waits for the service and calls it; empty if none has appeared within {@code patience}. */
    static Optional<Integer> call(BundleContext context, List<String> arguments, Duration patience) {
        return await(context, patience).map(reference -> apply(context, reference, arguments));
    }

    /** The best service there is, now or within {@code patience}. */
    static Optional<ServiceReference<?>> await(BundleContext context, Duration patience) {
        var appeared = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) appeared.countDown();
        };
        try {
            context.addServiceListener(listener, FILTER);
            // Looked up after listening began, so that nothing falls between the two.
            Optional<ServiceReference<?>> now = find(context);
            if (now.isPresent() || !appeared.await(patience.toMillis(), TimeUnit.MILLISECONDS)) return now;
            return find(context);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private static Optional<ServiceReference<?>> find(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] found = context.getServiceReferences((String) null, FILTER);
        if (found == null) return Optional.empty();
        return List.of(found).stream().max(ServiceReference::compareTo).map(best -> (ServiceReference<?>) best);
    }

    private static int apply(BundleContext context, ServiceReference<?> reference, List<String> arguments) {
        @SuppressWarnings("unchecked")
        var command = (Function<List<String>, Integer>) context.getService(reference);
        if (command == null) throw new IllegalStateException("the command service went away as it was called");
        try {
            return command.apply(arguments);
        } finally {
            context.ungetService(reference);
        }
    }
}
