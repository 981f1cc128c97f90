package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

@ExtendWith(BundleContextExtension.class)
class StrategyUpdateIT {
    private static final String STRATEGY = "org.espalier.ifno";

    @InjectBundleContext
    BundleContext context;

    @Test
    void updatingAStrategyChangesTheWiringOfThatBundleOnly() throws Exception {
        Bundle strategy = strategy();
        FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
        assertEquals(Set.of(strategy), Set.copyOf(framework.getDependencyClosure(List.of(strategy))));
        Wirings before = Wirings.now(context);
        strategy.update();
        assertEquals(Bundle.ACTIVE, strategy.getState());
        assertEquals(Set.of(STRATEGY), before.changed());
        assertTrue(framework.getRemovalPendingBundles().isEmpty(), "a refresh is due");
    }

    @Test
    void anUpdatedStrategyLeavesNoClassLoaderBehind() throws Exception {
        var collected = new ReferenceQueue<ClassLoader>();
        var old = new WeakReference<>(strategy().adapt(BundleWiring.class).getClassLoader(), collected);
        strategy().update();
        for (int tries = 0; tries < 50 && !old.refersTo(null); tries++) {
            System.gc();
            if (collected.remove(100) != null) return;
        }
        assertTrue(old.refersTo(null), "the old revision's class loader is still reachable");
    }

    private Bundle strategy() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(STRATEGY))
                .findFirst()
                .orElseThrow();
    }
}
