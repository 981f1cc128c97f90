package org.espalier.shell;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/** The OSGi framework. */
final class OsgiContainer implements Container {
    private static final String SHELL = "org.apache.felix.gogo.jline";
    private final BundleContext context;

    /** @param bundle a context of the framework; the system bundle's is used, since it outlives ours */
    OsgiContainer(BundleContext bundle) {
        this.context = bundle.getBundle(0).getBundleContext();
    }

    @Override
    public void startShell() throws FailedException {
        Bundle shell = Arrays.stream(context.getBundles())
                .filter(bundle -> SHELL.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new FailedException("no shell: the bundle " + SHELL + " is not installed"));
        try {
            // Transient: the next start of the container is not to begin with a shell.
            shell.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new FailedException("the shell did not start: " + e.getMessage());
        }
    }

    @Override
    public AutoCloseable whenStopping(Runnable action) {
        SynchronousBundleListener listener = event -> {
            if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) action.run();
        };
        context.addBundleListener(listener);
        return () -> context.removeBundleListener(listener);
    }
}
