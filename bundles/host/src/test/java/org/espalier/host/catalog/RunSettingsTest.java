package org.espalier.host.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Decision;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.SettingDescription;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.support.Scripted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settings of a run as the catalog tells them. */
@Timeout(60)
class RunSettingsTest extends HostedTinyRuns {
    private final HostedCatalog catalog = new HostedCatalog(container.context(), container.registry());

    private SettingDescription setting(Run run, String key) throws RefusedException {
        return catalog.settings(run).stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key));
    }

    @Test
    void whatMayChangeIsWhatTheRunTakesAndEverythingHasItsValueOfNow() throws Exception {
        container.put(
                container.registry().strategies(), "never", new Scripted((seen, state) -> Decision.keep("no", state)));
        Run run = start(
                "epochs: 4000\ncheckpoint: { every: 1 h }\ngrowth: [ { id: width, type: never, dims: hidden } ]\n");
        run.pause(CAUSE);
        run.set(Map.of("optimizer.lr", "0.001", "growth.width", "off"), CAUSE);
        assertEquals(Optional.of("0.001"), setting(run, "optimizer.lr").fallback());
        assertEquals(Optional.of("off"), setting(run, "growth.width").fallback());
        assertEquals(
                List.of("off", "on", "remove"), setting(run, "growth.width").values());
        List<SettingDescription> all = catalog.settings(run);
        assertTrue(all.stream().anyMatch(SettingDescription::changeable));
        for (SettingDescription setting : all) {
            Map<String, String> same = Map.of(setting.key(), setting.fallback().orElse("1"));
            if (!setting.changeable()) {
                assertThrows(RefusedException.class, () -> run.set(same, CAUSE), setting::key);
            } else if (setting.fallback().isPresent()
                    && !setting.fallback().get().isEmpty()) {
                assertEquals(List.of(), run.set(same, CAUSE), setting::key);
            }
        }
        run.stop();
        run.await();
        assertEquals(Optional.of("0.001"), setting(run, "optimizer.lr").fallback(), "also when it has ended");
    }
}
