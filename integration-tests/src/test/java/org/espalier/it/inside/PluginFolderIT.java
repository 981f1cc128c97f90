package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

@ExtendWith(BundleContextExtension.class)
class PluginFolderIT {
    private static final String NAME = "org.espalier.it.dropped";
    private static final Path JAR = Path.of(System.getProperty("espalier.test.plugins"), "dropped.jar");

    @InjectBundleContext
    BundleContext context;

    @AfterEach
    void clear() throws Exception {
        Files.deleteIfExists(JAR);
    }

    @Test
    void aPluginDroppedInIsStartedReplacedByANewerOneAndGoneWhenDeletedAndNothingElseIsTouched() throws Exception {
        Wirings before = Wirings.now(context);
        try (var watch = new BundleWatch(context, NAME)) {
            TestBundle plugin = TestBundle.named(NAME);
            plugin.writeTo(JAR);
            assertEquals(Bundle.ACTIVE, watch.await(BundleEvent.STARTED).getState());

            // Of another length too, since the folder is compared by length and time.
            plugin.version("1.1.0").with("Bundle-Name", "the newer one").writeTo(JAR);
            watch.await(BundleEvent.UPDATED);
            Bundle newer = watch.await(BundleEvent.STARTED);
            assertEquals(new Version("1.1.0"), newer.getVersion());
            assertEquals(Set.of(NAME), before.changed());

            Files.delete(JAR);
            watch.await(BundleEvent.UNINSTALLED);
        }
        assertEquals(Set.of(), before.changed());
    }
}
