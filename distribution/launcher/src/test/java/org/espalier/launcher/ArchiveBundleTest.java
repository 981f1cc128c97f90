package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveBundleTest {
    @TempDir
    Path folder;

    @Test
    void bundlesComeByStartLevelThenByNameAndFragmentsAndStoppedOnesAreNotStarted() throws Exception {
        jar("a.jar", "last;singleton:=true", null);
        jar("b.jar", "first", null);
        jar("c.jar", "other", null);
        jar("d.jar", "fragment", "other");
        jar("e.jar", "idle", null);
        Map<String, String> settings = Map.of(
                "espalier.start.default", "10",
                "espalier.start.first", "2",
                "espalier.start.last", "20",
                "espalier.start.idle", "stopped");
        List<ArchiveBundle> bundles = ArchiveBundle.in(folder, settings);
        assertEquals(
                List.of("idle 1 false", "first 2 true", "fragment 10 false", "other 10 true", "last 20 true"),
                bundles.stream()
                        .map(one -> one.symbolicName() + " " + one.startLevel() + " " + one.started())
                        .toList());
    }

    private void jar(String file, String name, String host) throws Exception {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        if (host != null) manifest.getMainAttributes().putValue("Fragment-Host", host);
        new JarOutputStream(Files.newOutputStream(folder.resolve(file)), manifest).close();
    }
}
