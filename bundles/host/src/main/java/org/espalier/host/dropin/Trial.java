package org.espalier.host.dropin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.espalier.settings.OneLine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * What the framework has against a jar; it told the installer, which does not pass it on. Tried is the manifest alone and under
 * another name: whatever the installer does with the jar meanwhile, it finds no bundle of that name.
 */
record Trial(BundleContext context) {
    private static final String PLACE = "trial:";
    private static final long MOST_NAMES = 1 << 24;

    /** Whether a bundle is there on trial, and nobody may be wired to it. */
    static boolean tries(Bundle bundle) {
        return bundle.getLocation().startsWith(PLACE);
    }

    Optional<Trouble> refusal(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            byte[] manifest = renamed(jar.getManifest());
            context.installBundle(PLACE + file.getFileName(), new ByteArrayInputStream(manifest))
                    .uninstall();
            return Optional.empty();
        } catch (BundleException | IOException e) {
            return Optional.of(Trouble.refused(
                    "is refused: " + OneLine.whole(String.valueOf(e.getMessage())),
                    "build it with bnd, see docs/plugins.md"));
        }
    }

    /**
     * What is found in the bundle of a jar with all its names that is there for as long; or what the framework has against it. Of what
     * its files hold nothing is asked, so they are empty: neither a fat jar nor a bomb takes the memory of those who train.
     */
    List<Trouble> whole(Path file, Function<Bundle, List<Trouble>> looking) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Bundle bundle =
                    context.installBundle(PLACE + "whole/" + file.getFileName(), new ByteArrayInputStream(names(jar)));
            try {
                return looking.apply(bundle);
            } finally {
                bundle.uninstall();
            }
        } catch (BundleException | IOException e) {
            return List.of(Trouble.refused(
                    "is refused: " + OneLine.plain(String.valueOf(e.getMessage())),
                    "build it with bnd, see docs/plugins.md"));
        }
    }

    private static byte[] names(JarFile jar) throws IOException {
        long length = jar.stream().mapToLong(entry -> entry.getName().length()).sum();
        if (length > MOST_NAMES) {
            throw new IOException("the names of its " + jar.size() + " files have " + length + " characters, more than "
                    + MOST_NAMES);
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Manifest manifest = renamedManifest(jar.getManifest());
        try (JarOutputStream out = new JarOutputStream(copy, manifest)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                // Signatures would no longer fit.
                if (!entry.getName().matches("(?i)META-INF/([^/]+\\.(SF|RSA|DSA|EC)|MANIFEST\\.MF|)")) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                }
            }
        }
        return copy.toByteArray();
    }

    private static byte[] renamed(Manifest manifest) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, renamedManifest(manifest)).close();
        return jar.toByteArray();
    }

    private static Manifest renamedManifest(Manifest manifest) {
        Attributes main = manifest.getMainAttributes();
        main.putValue(
                Constants.BUNDLE_SYMBOLICNAME, PLACE.replace(':', '.') + main.getValue(Constants.BUNDLE_SYMBOLICNAME));
        // Of entries that are not there.
        manifest.getEntries().clear();
        return manifest;
    }
}
