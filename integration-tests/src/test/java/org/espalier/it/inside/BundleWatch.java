package org.espalier.it.inside;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** The events of one bundle, in order, to wait for. */
final class BundleWatch implements BundleListener, AutoCloseable {
    private final BundleContext context;
    private final String symbolicName;
    private final BlockingQueue<BundleEvent> events = new LinkedBlockingQueue<>();

    BundleWatch(BundleContext context, String symbolicName) {
        this.context = context;
        this.symbolicName = symbolicName;
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (symbolicName.equals(event.getBundle().getSymbolicName())) events.add(event);
    }

    /** The bundle, once an event of this type has come; events before it are forgotten. */
    Bundle await(int type) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            BundleEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) throw new AssertionError(symbolicName + ": no event of type " + type);
            if (event.getType() == type) return event.getBundle();
        }
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
