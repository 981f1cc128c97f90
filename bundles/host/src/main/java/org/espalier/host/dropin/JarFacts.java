package org.espalier.host.dropin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.espalier.host.settings.OneLine;

/**
 * What a file in the drop-in folder is, read without the container.
 *
 * @param bundle  symbolic name and version; empty if it is no bundle
 * @param trouble what keeps the container from taking it for a bundle
 */
record JarFacts(String bundle, Optional<Trouble> trouble) {

    static JarFacts of(Path file) {
        try {
            if (Files.size(file) == 0) {
                return no("is empty", "copy it again");
            }
            try (JarFile jar = new JarFile(file.toFile())) {
                Manifest manifest = jar.getManifest();
                return manifest == null
                        ? no("is no bundle: it has no manifest", "build it with bnd, see docs/plugins.md")
                        : of(manifest.getMainAttributes());
            }
        } catch (IOException | RuntimeException e) {
            return no("is no readable jar: " + OneLine.plain(String.valueOf(e.getMessage())), "copy it again");
        }
    }

    private static JarFacts of(Attributes manifest) {
        String name = manifest.getValue("Bundle-SymbolicName");
        String version = manifest.getValue("Bundle-Version");
        if (name == null) {
            return no(
                    "is no bundle: its manifest has no Bundle-SymbolicName",
                    "build it with bnd and let the jar have bnd's manifest, see docs/plugins.md");
        }
        String bundle = name.split(";")[0].strip() + " " + (version == null ? "0.0.0" : version.strip());
        return new JarFacts(bundle, Optional.empty());
    }

    private static JarFacts no(String why, String advice) {
        return new JarFacts("", Optional.of(Trouble.refused(why, advice)));
    }
}
