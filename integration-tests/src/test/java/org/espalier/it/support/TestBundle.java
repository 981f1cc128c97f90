package org.espalier.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle that a test makes up: a manifest, and classes of this module. */
public record TestBundle(Map<String, String> headers, List<Class<?>> classes, Map<String, String> files) {

    public static TestBundle named(String symbolicName) {
        return new TestBundle(Map.of(), List.of(), Map.of())
                .with("Manifest-Version", "1.0")
                .with("Bundle-ManifestVersion", "2")
                .with("Bundle-SymbolicName", symbolicName)
                .version("1.0.0");
    }

    /**
     * A bundle with one strategy, a component of Declarative Services.
     *
     * @param symbolicName of the bundle
     * @param plugin       its name in jobs
     * @param type         its class; what else that needs must be added
     */
    public static TestBundle strategy(String symbolicName, String plugin, Class<?> type, Class<?>... more) {
        return named(symbolicName)
                .with("Import-Package", "org.espalier.api.growth,org.espalier.api.plugin", more)
                .with("Service-Component", "OSGI-INF/component.xml", type)
                .withFile("OSGI-INF/component.xml", component(plugin, type));
    }

    /** With one strategy more. */
    public TestBundle andStrategy(String plugin, Class<?> type, Class<?>... more) {
        String file = "OSGI-INF/" + plugin + ".xml";
        return with("Service-Component", headers.get("Service-Component") + "," + file, more)
                .with("Bundle-Name", plugin, type)
                .withFile(file, component(plugin, type));
    }

    private static String component(String plugin, Class<?> type) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
                  <service><provide interface="org.espalier.api.growth.GrowthStrategy"/></service>
                  <property name="espalier.name" type="String" value="%s"/>
                  <implementation class="%s"/>
                </scr:component>
                """
                .formatted(plugin, plugin, type.getName());
    }

    public TestBundle version(String other) {
        return with("Bundle-Version", other);
    }

    /** Without one of its headers. */
    public TestBundle without(String header) {
        var fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new TestBundle(fewer, classes, files);
    }

    public TestBundle withFile(String name, String content) {
        var more = new TreeMap<>(files);
        more.put(name, content);
        return new TestBundle(headers, classes, more);
    }

    /** With one header more, and with the classes given. */
    public TestBundle with(String header, String value, Class<?>... more) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        var both = new ArrayList<>(classes);
        both.addAll(List.of(more));
        return new TestBundle(all, both, files);
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
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (var jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : new LinkedHashSet<>(classes)) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                    code.transferTo(jar);
                }
                jar.closeEntry();
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
    }
}
