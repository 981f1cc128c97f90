package org.espalier.host.plugins;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The folder that plugins are dropped into.
 *
 * @param path absolute and normal
 */
public record DropInFolder(Path path) {
    /** The folder that this container is told to watch; empty where there is none. */
    public static Optional<DropInFolder> of(BundleContext context) {
        return Optional.ofNullable(context.getProperty("felix.fileinstall.dir"))
                .map(told -> new DropInFolder(Path.of(told).toAbsolutePath().normalize()));
    }

    /** The file that a bundle was installed from; null if that is none of this folder. */
    public @Nullable Path file(Bundle bundle) {
        String location = bundle.getLocation();
        if (!location.startsWith("file:")) {
            return null;
        }
        try {
            Path file = Path.of(URI.create(location)).toAbsolutePath().normalize();
            return path.equals(file.getParent()) ? file : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
