package org.espalier.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.SettingDescription;

/** A catalog without a host: two plugins of one name, and one with settings of every sort. */
final class FakeCatalog implements Catalog {
    private static final SettingDescription EXPLAINED =
            SettingDescription.of("explained", "number", List.of(), "in [0, 1]", Optional.of("0.97"), false, "share");
    private static final SettingDescription CRITERION = SettingDescription.of(
            "criterion", "word", List.of("energy", "loss"), "", Optional.empty(), true, "what decides, a|b");

    @Override
    public List<PluginDescription> plugins() {
        return List.of(
                plugin("schedule", "cosine", List.of(), List.of()),
                plugin("strategy", "ifno", List.of("spectrum"), List.of(CRITERION, EXPLAINED)),
                plugin("strategy", "schedule", List.of(), List.of()));
    }

    private static PluginDescription plugin(
            String kind, String name, List<String> sees, List<SettingDescription> settings) {
        PluginCard card = new PluginCard(kind, name, "org.espalier." + name, "0.1.0");
        return PluginDescription.of(card, "does what a " + name + " does", sees, 1, settings);
    }

    @Override
    public List<PluginDescription> find(String kind, String name) throws RefusedException {
        List<PluginDescription> found = plugins().stream()
                .filter(p -> kind.isEmpty() || p.card().kind().equals(kind))
                .filter(p -> p.card().name().equals(name))
                .toList();
        if (found.isEmpty()) throw new RefusedException("describe", "", name + " — no such plugin");
        return found;
    }

    @Override
    public List<SettingDescription> job() {
        return List.of(
                SettingDescription.of("batch", "integer", List.of(), "at least 1", Optional.empty(), true, "samples"),
                SettingDescription.of("clip", "number", List.of(), "", Optional.empty(), false, "norm"),
                SettingDescription.of("epochs", "integer", List.of(), "", Optional.empty(), true, "passes")
                        .changing(true));
    }

    @Override
    public List<SettingDescription> settings(Run run) {
        return List.of(
                job().get(2),
                SettingDescription.of(
                        "growth.modes.type",
                        "text",
                        List.of("ifno", "schedule"),
                        "",
                        Optional.of("ifno"),
                        true,
                        "which"),
                EXPLAINED.under("growth.modes").changing(true),
                SettingDescription.of(
                                "growth.modes", "word", List.of("off", "on"), "", Optional.of("on"), false, "asked")
                        .changing(true));
    }

    @Override
    public List<SettingDescription> settings(Path job) throws RefusedException {
        if (!job.endsWith("darcy.yaml")) throw new RefusedException(job.toString(), "", "there is no such file");
        return List.of(
                job().get(0),
                SettingDescription.of(
                        "model",
                        "name, or map with type",
                        List.of("fno1d", "fno2d"),
                        "",
                        Optional.of("fno2d"),
                        false,
                        "model"),
                CRITERION.under("growth.modes"),
                EXPLAINED.under("growth.modes"));
    }
}
