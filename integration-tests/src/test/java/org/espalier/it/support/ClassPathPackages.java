package org.espalier.it.support;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The packages of jars on the class path of the test JVM. */
final class ClassPathPackages {
    private ClassPathPackages() {}

    /** The packages of the jars whose file names begin with one of {@code prefixes}. */
    static Set<String> of(String... prefixes) throws IOException {
        var packages = new TreeSet<String>();
        // Surefire hands over a jar that only names the others, and says what they are in a property.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(File.pathSeparator)) {
            File file = new File(entry);
            if (file.isFile() && Arrays.stream(prefixes).anyMatch(file.getName()::startsWith))
                packages.addAll(in(file));
        }
        return packages;
    }

    private static Set<String> in(File jar) throws IOException {
        var packages = new TreeSet<String>();
        try (var file = new JarFile(jar)) {
            file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/") && name.indexOf('/') > 0)
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
        }
        return packages;
    }
}
