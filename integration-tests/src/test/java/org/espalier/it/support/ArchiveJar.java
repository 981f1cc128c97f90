package org.espalier.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar of the archive's bundles, and the same code as another version of it. */
public record ArchiveJar(Path path) {
    private static final String VERSION = "Bundle-Version";

    public static ArchiveJar of(String symbolicName) throws IOException {
        try (var jars = Files.list(Path.of(System.getProperty("espalier.home"), "bundles"))) {
            return new ArchiveJar(
                    jars.filter(jar -> jar.getFileName().toString().startsWith(symbolicName + "-"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    public String version() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(VERSION);
        }
    }

    /** Writes it as a version, beside its place first, so that no half jar is ever seen. */
    public Path writeTo(Path to, String version) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue(VERSION, version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME) || entry.isDirectory()) continue;
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        return Files.move(part, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
