package org.espalier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of one installation: {@code root} is the unpacked archive, which may be read-only, {@code data} is where
 * logs, unpacked natives and the container's caches go, {@code plugins} is the drop-in folder.
 */
public record Home(Path root, Path data, Path plugins) {

    /** The installation named by the start script, with its data folder created. */
    static Home find() throws LaunchException {
        String named = System.getProperty("espalier.home");
        if (named == null || !Files.isDirectory(Path.of(named, "bundles")))
            throw new LaunchException(
                    ExitCode.CONTAINER, "espalier.home does not name an unpacked archive: start with bin/espalier");
        return of(Path.of(named), System.getenv());
    }

    /**
     * The installation at {@code root}. {@code ESPALIER_DATA} and {@code ESPALIER_PLUGINS} name other folders for what
     * is written and for what is dropped in; without the first, a root that cannot be written to makes the user's cache
     * folder the place for data.
     */
    public static Home of(Path root, Map<String, String> environment) throws LaunchException {
        Path home = root.toAbsolutePath().normalize();
        String plugins = environment.get("ESPALIER_PLUGINS");
        String data = environment.get("ESPALIER_DATA");
        return new Home(
                home,
                data == null ? writable(home.resolve("data"), environment) : created(Path.of(data)),
                plugins == null
                        ? home.resolve("plugins")
                        : Path.of(plugins).toAbsolutePath().normalize());
    }

    public Path bundles() {
        return root.resolve("bundles");
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path natives() {
        return data.resolve("natives");
    }

    Path logs() {
        return data.resolve("log");
    }

    private static Path writable(Path preferred, Map<String, String> environment) throws LaunchException {
        Path nearest = Files.exists(preferred) ? preferred : preferred.getParent();
        if (Files.isWritable(nearest)) return created(preferred);
        String cache = environment.getOrDefault("XDG_CACHE_HOME", environment.get("LOCALAPPDATA"));
        Path base = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return created(base.resolve("espalier"));
    }

    private static Path created(Path folder) throws LaunchException {
        try {
            return Files.createDirectories(folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.CONTAINER,
                    "cannot write to " + folder + ": set ESPALIER_DATA to a folder that can be written to",
                    e);
        }
    }
}
