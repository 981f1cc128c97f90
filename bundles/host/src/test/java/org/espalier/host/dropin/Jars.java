package org.espalier.host.dropin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars that tests make up. */
final class Jars {
    private Jars() {}

    /** A bundle of version 1.0.0 with further headers, and with files of texts. */
    static Path bundle(Path jar, String name, Map<String, String> headers, Map<String, String> files)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest(name, headers))) {
            put(entries, files);
        }
        return jar;
    }

    /** The same, with the manifest at its end. */
    static Path bundleWithLateManifest(Path jar, String name, Map<String, String> files) throws IOException {
        try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(entries, files);
            entries.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            manifest(name, Map.of()).write(entries);
            entries.closeEntry();
        }
        return jar;
    }

    private static Manifest manifest(String name, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Map.of(
                        "Manifest-Version", "1.0",
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", name,
                        "Bundle-Version", "1.0.0")
                .forEach(manifest.getMainAttributes()::putValue);
        headers.forEach(manifest.getMainAttributes()::putValue);
        return manifest;
    }

    private static void put(ZipOutputStream entries, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            entries.putNextEntry(new ZipEntry(file.getKey()));
            entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
        }
    }
}
