package org.espalier.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The container's settings: {@code conf/config.properties} with the installation's folders filled in. */
public final class ContainerSettings {
    private ContainerSettings() {}

    /**
     * Reads the settings for one process, whose own folder is {@code workspace}.
     *
     * @throws IOException if the file cannot be read
     */
    public static Map<String, String> read(Home home, Path workspace) throws IOException {
        var file = new Properties();
        try (Reader reader = Files.newBufferedReader(home.conf().resolve("config.properties"))) {
            file.load(reader);
        }
        var settings = new TreeMap<String, String>();
        for (String name : file.stringPropertyNames())
            settings.put(
                    name,
                    file.getProperty(name)
                            .replace("${espalier.home}", home.root().toString())
                            .replace("${espalier.data}", home.data().toString())
                            .replace("${espalier.plugins}", home.plugins().toString())
                            .replace("${espalier.workspace}", workspace.toString()));
        return settings;
    }
}
