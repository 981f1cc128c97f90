package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.espalier.api.run.RefusedException;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    private static SettingsFile parse(String yaml) throws RefusedException {
        return SettingsFile.parse(yaml, "conf/runs/darcy.yaml", "darcy");
    }

    private static String refusal(String yaml) {
        return assertThrows(RefusedException.class, () -> parse(yaml)).getMessage();
    }

    @Test
    void keysAreDottedOrNestedAsInAJobAndWholeMapsStayWhole() throws Exception {
        SettingsFile file = parse(
                """
                run: darcy/2
                because: it jumps
                clip: 1.0
                growth.modes.explained: 0.95
                optimizer: { lr: 1e-3, schedule: { power: 2 } }
                growth:
                  grid: { at-epoch: { 0: 16, 3: 32 } }
                  more: { type: ifno, dims: "*.modes" }
                  old: off
                """);
        assertEquals("darcy/2", file.run());
        assertEquals("it jumps", file.because());
        assertEquals(
                Map.of(
                        "clip", "1.0",
                        "growth.modes.explained", "0.95",
                        "optimizer.lr", "0.001",
                        "optimizer.schedule.power", "2",
                        "growth.grid.at-epoch", "{0: 16, 3: 32}",
                        "growth.more", "{type: ifno, dims: '*.modes'}",
                        "growth.old", "off"),
                file.settings());
        assertEquals("darcy", parse("clip: 1").run(), "the file's name");
    }

    @Test
    void aRefusalNamesTheLineOfTheKeyOrOfTheOneAboveIt() throws Exception {
        SettingsFile file = parse(
                """
                # a comment
                clip: 1
                growth:
                  modes: { explained: 7 }
                """);
        assertEquals(
                "conf/runs/darcy.yaml:4: growth.modes.explained: 7 — is above 1",
                file.refusal(new RefusedException("--set", "growth.modes.explained", "7 — is above 1"))
                        .getMessage());
        assertEquals(
                "conf/runs/darcy.yaml:4: growth.modes.every: why",
                file.refusal(new RefusedException("--set", "growth.modes.every", "why"))
                        .getMessage());
        assertEquals(
                "conf/runs/darcy.yaml: has ended",
                file.refusal(new RefusedException("darcy/1", "", "has ended")).getMessage());
    }

    @Test
    void whatSetsNothingOrIsNoYamlIsRefused() {
        assertEquals(
                "conf/runs/darcy.yaml: sets nothing; it wants keys such as optimizer.lr: 1e-3", refusal("run: darcy"));
        assertEquals("conf/runs/darcy.yaml:2: clip: wants a value", refusal("seed: 1\nclip:\n"));
        assertEquals("conf/runs/darcy.yaml:1: run: wants a word", refusal("run: {}\nclip: 1\n"));
        assertEquals("conf/runs/darcy.yaml:2", refusal("clip: 1\nclip: 2\n").substring(0, 22));
        assertEquals("conf/runs/darcy.yaml:1", refusal("clip: [1").substring(0, 22));
    }
}
