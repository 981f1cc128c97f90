package org.espalier.it.plugin;

import java.io.IOException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that cannot be started. */
public final class ThrowingAtStart implements BundleActivator {
    @Override
    public void start(BundleContext context) throws IOException {
        throw new IOException("no such device");
    }

    @Override
    public void stop(BundleContext context) {
        // It never ran.
    }
}
