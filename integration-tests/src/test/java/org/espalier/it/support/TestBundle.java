package org.espalier.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle that a test makes up: a manifest, and classes of this module. */
public record TestBundle(String symbolicName, String version, Map<String, String> headers, List<Class<?>> classes) {

    public static TestBundle named(String symbolicName) {
        return new TestBundle(symbolicName, "1.0.0", Map.of(), List.of());
    }

    public TestBundle version(String other) {
        return new TestBundle(symbolicName, other, headers, classes);
    }

    /** With one header more, and with the classes given. */
    public TestBundle with(String header, String value, Class<?>... more) {
        var all = new java.util.TreeMap<>(headers);
        all.put(header, value);
        var both = new java.util.ArrayList<>(classes);
        both.addAll(List.of(more));
        return new TestBundle(symbolicName, version, all, both);
    }

    /** Writes the jar beside its place first and moves it there, so that no half jar is ever seen. */
    public Path writeTo(Path jar) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            writeTo(out);
        }
        return Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void writeTo(OutputStream out) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (var jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                    code.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }
}
