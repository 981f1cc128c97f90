package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void dataAndPluginsLieInTheInstallationUnlessNamedElsewhere() throws Exception {
        Home home = Home.of(folder, Map.of());
        assertEquals(folder.resolve("data"), home.data());
        assertEquals(folder.resolve("plugins"), home.plugins());
        Home elsewhere = Home.of(
                folder,
                Map.of(
                        "ESPALIER_DATA", folder.resolve("d").toString(),
                        "ESPALIER_PLUGINS", folder.resolve("p").toString()));
        assertEquals(folder.resolve("d"), elsewhere.data());
        assertEquals(folder.resolve("p"), elsewhere.plugins());
    }

    @Test
    void aDataFolderThatCannotBeMadeIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        var refusal = assertThrows(
                LaunchException.class,
                () -> Home.of(folder, Map.of("ESPALIER_DATA", file.resolve("d").toString())));
        assertEquals(ExitCode.CONTAINER, refusal.exitCode());
    }

    @Test
    void theSettingsNameTheFoldersOfThisInstallation() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/config.properties"),
                "a=${espalier.plugins}\nb=${espalier.workspace}/felix\nc=plain\n");
        Map<String, String> settings = ContainerSettings.read(Home.of(folder, Map.of()), folder.resolve("w"));
        assertEquals(folder.resolve("plugins").toString(), settings.get("a"));
        assertEquals(folder.resolve("w") + "/felix", settings.get("b"));
        assertEquals("plain", settings.get("c"));
    }
}
