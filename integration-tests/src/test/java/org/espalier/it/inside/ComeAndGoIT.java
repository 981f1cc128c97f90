package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.Runs;
import org.espalier.it.plugin.Sprouting;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** A plugin that is installed, used and uninstalled two hundred times leaves nothing of itself. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class ComeAndGoIT {
    private static final int TIMES = 200;
    private static final int TIMES_PER_RUN = 50;
    private static final long MOST_METASPACE = 4 << 20;

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    @InjectService
    Catalog catalog;

    @Test
    void aPluginThatComesAndGoesTwoHundredTimesLeavesNoClassLoaderBehind() throws Exception {
        Path jar = TestBundle.strategy("org.example.guest", "guest", Sprouting.class, Sprouting.Settings.class)
                .writeTo(folder.resolve("guest.jar"));
        Training training = Training.of(
                runs,
                SmallJob.asItIs()
                        .with(
                                "type: ifno, dims: \"*.modes\", every: 1 epoch, explained: 0.97, buffer: 1",
                                "type: guest, dims: \"*.modes\", every: 1 step"),
                folder);
        Wirings before = Wirings.now(context);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        long metaspace = 0;
        for (int times = 0; times < TIMES; times++) {
            loaders.add(visit(jar, training, times));
            if (times == TIMES / 4) metaspace = metaspace();
        }
        for (int tries = 0; tries < 20 && !left(loaders).isEmpty(); tries++) System.gc();
        assertEquals(List.of(), left(loaders), "visits whose class loaders are still reachable");
        long grown = metaspace() - metaspace;
        assertTrue(grown < MOST_METASPACE, () -> grown + " bytes of metaspace more after three quarters of the visits");
        assertEquals(Set.of(), before.changed());
        assertTrue(context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .getRemovalPendingBundles()
                .isEmpty());
    }

    private WeakReference<ClassLoader> visit(Path jar, Training training, int times) throws Exception {
        Bundle guest;
        try (InputStream bytes = Files.newInputStream(jar)) {
            guest = context.installBundle("guest:" + times, bytes);
        }
        try {
            guest.start();
            assertEquals(1, catalog.find("strategy", "guest").size());
            if (times % TIMES_PER_RUN == 0) {
                RunFolder run = training.finished("run" + times, Map.of("epochs", "2"));
                assertTrue(run.metrics().stream().anyMatch(line -> line.contains("asked 1.0")));
            }
            return new WeakReference<>(guest.adapt(BundleWiring.class).getClassLoader());
        } finally {
            guest.uninstall();
        }
    }

    private static List<Integer> left(List<WeakReference<ClassLoader>> loaders) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < loaders.size(); i++) if (!loaders.get(i).refersTo(null)) left.add(i);
        return left;
    }

    private static long metaspace() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }
}
