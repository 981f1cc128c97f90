package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @Test
    void eachHasItsOwnFolderAndOnlyAbandonedOnesAreSwept(@TempDir Path folder) throws Exception {
        Home home = Home.of(folder, Map.of());
        Path abandoned = Files.createDirectories(folder.resolve("data/cache/1-abandoned/felix"));
        try (Workspace first = Workspace.open(home)) {
            assertFalse(Files.exists(abandoned.getParent()));
            Path gone;
            try (Workspace second = Workspace.open(home)) {
                gone = second.folder();
                assertNotEquals(first.folder(), gone);
            }
            assertFalse(Files.exists(gone));
            assertTrue(Files.isDirectory(first.folder()));
        }
    }
}
