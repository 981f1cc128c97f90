package org.espalier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * A bundle of the archive with its start level. Fragments, and bundles whose level the settings give as {@code stopped},
 * are installed and resolved on demand but not started.
 */
public record ArchiveBundle(Path jar, String symbolicName, int startLevel, boolean started) {
    private static final String LEVEL = "espalier.start.";

    /**
     * The bundles in {@code folder} by start level, then by name, with the levels that {@code settings} give as {@code
     * espalier.start.<symbolic name>}.
     *
     * @throws IOException if the folder or a jar in it cannot be read
     */
    public static List<ArchiveBundle> in(Path folder, Map<String, String> settings) throws IOException {
        var found = new ArrayList<ArchiveBundle>();
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) found.add(read(jar, settings));
        }
        found.sort(Comparator.comparingInt(ArchiveBundle::startLevel).thenComparing(ArchiveBundle::symbolicName));
        return found;
    }

    private static ArchiveBundle read(Path jar, Map<String, String> settings) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String header = manifest.getValue("Bundle-SymbolicName");
            if (header == null) throw new IOException(jar + " is no bundle");
            String name = header.split(";")[0].strip();
            String level = settings.getOrDefault(LEVEL + name, settings.getOrDefault(LEVEL + "default", "10"));
            boolean started = !level.equals("stopped") && manifest.getValue("Fragment-Host") == null;
            return new ArchiveBundle(jar, name, level.equals("stopped") ? 1 : Integer.parseInt(level), started);
        }
    }
}
