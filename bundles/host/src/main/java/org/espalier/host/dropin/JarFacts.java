package org.espalier.host.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.espalier.settings.OneLine;
import org.osgi.framework.Version;

/**
 * What a file in the drop-in folder is, read without the container.
 *
 * @param stamp   which state of the file was read
 * @param bundle  symbolic name and version; empty if it is no bundle
 * @param offers  the plugins that it says it brings
 * @param trouble what keeps the container from taking it for a bundle
 */
record JarFacts(Stamp stamp, String bundle, Set<Offer> offers, Optional<Trouble> trouble) {
    private static final String SEE = ", see docs/plugins.md";
    private static final int LARGEST_MANIFEST = 1 << 20;

    /** Tells states of a file apart. */
    record Stamp(long size, FileTime time) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    static JarFacts of(Path file, Stamp stamp) {
        try {
            if (Files.size(file) == 0) {
                return no(stamp, "is empty", "copy it again");
            }
            try (JarFile jar = new JarFile(file.toFile())) {
                if (hasHugeManifest(jar)) {
                    return no(
                            stamp,
                            "is no bundle: its manifest is larger than " + LARGEST_MANIFEST + " bytes",
                            "build it with bnd" + SEE);
                }
                Manifest manifest = jar.getManifest();
                if (manifest == null) {
                    return no(stamp, "is no bundle: it has no manifest", "build it with bnd" + SEE);
                }
                return manifestComesFirst(file)
                        ? of(stamp, jar, manifest.getMainAttributes())
                        : no(
                                stamp,
                                "is no bundle: its manifest is not its first entry",
                                "pack it with jar or Maven" + SEE);
            }
        } catch (IOException | RuntimeException e) {
            return no(stamp, "is no readable jar: " + OneLine.whole(String.valueOf(e.getMessage())), "copy it again");
        }
    }

    /** The first entry whose name leads out of the jar, as a file that is taken out of it would lie anywhere. */
    static Optional<String> leadingOut(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("/")
                            || name.contains("\\")
                            || name.contains(":")
                            || Arrays.asList(name.split("/")).contains(".."))
                    .findFirst();
        } catch (IOException e) {
            // What cannot be read is told of as such.
            return Optional.empty();
        }
    }

    /** Before it is read whole. */
    private static boolean hasHugeManifest(JarFile jar) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    if (in.readNBytes(LARGEST_MANIFEST + 1).length > LARGEST_MANIFEST) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The installer reads jars as streams, and looks for the manifest at the beginning alone. */
    private static boolean manifestComesFirst(Path file) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(file))) {
            ZipEntry first = entries.getNextEntry();
            if (first != null && first.getName().equalsIgnoreCase("META-INF/")) {
                first = entries.getNextEntry();
            }
            return first != null && first.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME);
        }
    }

    private static JarFacts of(Stamp stamp, JarFile jar, Attributes manifest) throws IOException {
        String name = manifest.getValue("Bundle-SymbolicName");
        String version = manifest.getValue("Bundle-Version");
        if (name == null) {
            return no(
                    stamp,
                    "is no bundle: its manifest has no Bundle-SymbolicName",
                    "build it with bnd and let the jar have bnd's manifest" + SEE);
        }
        if (version != null && !isVersion(version)) {
            return no(
                    stamp,
                    "is no bundle: its Bundle-Version " + OneLine.plain(version.strip())
                            + " is none, such as 1.0.0.SNAPSHOT is",
                    "build it with bnd" + SEE);
        }
        String bundle = name.split(";")[0].strip() + " " + (version == null ? "0.0.0" : version.strip());
        return new JarFacts(stamp, bundle, Offers.in(jar, manifest), Optional.empty());
    }

    private static boolean isVersion(String version) {
        try {
            Version.parseVersion(version);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JarFacts no(Stamp stamp, String why, String advice) {
        return new JarFacts(stamp, "", Set.of(), Optional.of(Trouble.refused(why, advice)));
    }
}
