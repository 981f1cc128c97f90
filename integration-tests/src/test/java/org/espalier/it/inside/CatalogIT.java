package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.Runs;
import org.espalier.api.run.SettingDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

@ExtendWith(ServiceExtension.class)
class CatalogIT {
    @InjectService
    Catalog catalog;

    @InjectService
    Runs runs;

    @Test
    void everyPluginThatIsThereIsDescribed() {
        assertEquals(
                runs.plugins(),
                catalog.plugins().stream().map(PluginDescription::card).toList());
    }

    @Test
    void everyPluginOfTheProjectHasAPurposeAndEverySettingAMeaningInOneSentence() {
        List<String> silent = new ArrayList<>();
        Predicate<String> good = text -> !text.isBlank() && !text.endsWith(".") && text.equals(text.strip());
        for (PluginDescription plugin : catalog.plugins()) {
            String name = plugin.card().kind() + " " + plugin.card().name();
            if (!good.test(plugin.purpose())) silent.add(name);
            for (SettingDescription setting : plugin.settings()) {
                if (!good.test(setting.meaning())) silent.add(name + " " + setting.key());
            }
        }
        for (SettingDescription setting : catalog.job()) {
            if (!good.test(setting.meaning())) silent.add("job " + setting.key());
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void theSettingsOfAJobOfTheArchiveAreThoseOfItsPlugins() throws Exception {
        Path darcy = Path.of(System.getProperty("espalier.home"), "jobs", "darcy.yaml");
        List<String> keys =
                catalog.settings(darcy).stream().map(SettingDescription::key).toList();
        assertTrue(
                keys.containsAll(List.of(
                        "epochs",
                        "model.modes",
                        "data.resolution",
                        "optimizer.lr",
                        "growth.modes.explained",
                        "growth.modes.every",
                        "checkpoint.keep")),
                keys::toString);
    }
}
