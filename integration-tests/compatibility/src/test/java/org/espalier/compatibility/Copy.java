package org.espalier.compatibility;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.espalier.api.plugin.RandomStream;

/** A copy of today's API that a test changes: single sources compiled anew, other versions in its manifest. */
final class Copy implements AutoCloseable {
    private static final Path SOURCES = Path.of(System.getProperty("espalier.api.sources"));
    private final Jar jar;
    private final Path folder;

    /** An unchanged copy; the folder is scratch. */
    Copy(Path folder) throws IOException {
        this.folder = folder;
        this.jar = new Jar(Origin.of(RandomStream.class));
    }

    Jar jar() {
        return jar;
    }

    /** With another text in the place of one that stands once in the source of a type, such as {@code growth/Dim}. */
    Copy with(String type, String old, String other) throws IOException {
        String source = Files.readString(SOURCES.resolve("org/espalier/api/" + type + ".java"));
        int at = source.indexOf(old);
        if (at < 0 || source.indexOf(old, at + 1) >= 0) {
            throw new AssertionError("not once in " + type + ": " + old);
        }
        return with(type, source.replace(old, other));
    }

    /** With a type, old or new, of that source. */
    Copy with(String type, String source) throws IOException {
        Path file = folder.resolve("sources/org/espalier/api/" + type + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> problems = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "--release",
                    "17",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString());
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            d -> problems.add(d.toString()),
                            options,
                            null,
                            files.getJavaFileObjects(file.toFile()))
                    .call();
            if (!compiled) {
                throw new AssertionError(problems.toString());
            }
        }
        try (Stream<Path> made = Files.walk(classes)) {
            for (Path one : made.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(one).toString().replace(File.separatorChar, '/');
                jar.putResource(name, new EmbeddedResource(Files.readAllBytes(one), 0L));
            }
        }
        return this;
    }

    /** With every package at another version. */
    Copy version(String version) throws Exception {
        return manifest("version=\"[0-9.]+\"", "version=\"" + version + "\"");
    }

    /** With one package at another version. */
    Copy version(String name, String version) throws Exception {
        return manifest("(" + name + ";[^,]*?version=)\"[0-9.]+\"", "$1\"" + version + "\"");
    }

    /** Without a package. */
    Copy without(String name) throws Exception {
        jar.removePrefix(name.replace('.', '/') + "/");
        return manifest(name + ";version=\"[0-9.]+\"(;uses:=\"[^\"]*\")?,?", "");
    }

    private Copy manifest(String pattern, String replacement) throws Exception {
        Manifest changed = new Manifest(jar.getManifest());
        String exports = changed.getMainAttributes().getValue("Export-Package");
        Matcher matcher = Pattern.compile(pattern).matcher(exports);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + exports);
        }
        changed.getMainAttributes().putValue("Export-Package", matcher.replaceAll(replacement));
        jar.setManifest(changed);
        return this;
    }

    @Override
    public void close() {
        jar.close();
    }
}
