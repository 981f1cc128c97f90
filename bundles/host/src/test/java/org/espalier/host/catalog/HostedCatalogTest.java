package org.espalier.host.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.SettingDescription;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.support.TinyContainer;
import org.espalier.ifno.Ifno;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.CosineSchedule;
import org.espalier.schedule.SizeSchedule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedCatalogTest {
    private static final String GROWTH =
            """
            growth:
              - { id: modes, type: ifno, dims: "hidden", criterion: loss-gap }
              - { type: schedule, dims: other, at-epoch: { 1: 8 } }
            """;

    @TempDir
    Path folder;

    private final TinyContainer container = new TinyContainer();
    private final HostedCatalog catalog = new HostedCatalog(container.context(), container.registry());

    @BeforeEach
    void strategies() {
        container.put(
                container.registry().strategies(), "ifno", new Ifno(), "spectrum", "gradient-energy", "held-out-loss");
        container.put(container.registry().strategies(), "schedule", new SizeSchedule());
        container.put(container.registry().schedules(), "cosine", new CosineSchedule());
    }

    private static SettingDescription setting(List<SettingDescription> settings, String key) {
        return settings.stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not among " + settings));
    }

    private Path job(String more) throws Exception {
        return Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job(more));
    }

    @Test
    void aPluginIsDescribedByItsCardAndItsSettingsRecord() throws Exception {
        PluginDescription ifno = catalog.find("strategy", "ifno").get(0);
        assertEquals("org.espalier.tiny", ifno.card().bundle());
        assertEquals(List.of("gradient-energy", "held-out-loss", "spectrum"), ifno.sees());
        assertEquals(1, ifno.schema());
        assertEquals(Ifno.class.getAnnotation(Doc.class).value(), ifno.purpose());
        SettingDescription explained = setting(ifno.settings(), "explained");
        assertEquals("number", explained.type());
        assertEquals("in [0, 1]", explained.range());
        assertEquals(Optional.of("0.97"), explained.fallback());
        assertFalse(explained.required());
        assertFalse(explained.meaning().isEmpty());
        SettingDescription criterion = setting(ifno.settings(), "criterion");
        assertEquals("word", criterion.type());
        assertEquals(List.of("explained", "gradient", "loss-gap", "reference-variance"), criterion.values());
    }

    @Test
    void pluginsComeByKindAndNameAndAnUnreadableOneIsLeftOut() {
        Set<String> before = new TreeSet<>();
        catalog.plugins()
                .forEach(p -> before.add(p.card().kind() + " " + p.card().name()));
        assertTrue(before.containsAll(List.of("data tiny", "model mlp", "strategy ifno", "schedule cosine")));
        assertEquals(
                List.copyOf(before),
                catalog.plugins().stream()
                        .map(p -> p.card().kind() + " " + p.card().name())
                        .toList());
        container.put(container.registry().schedules(), "cosine", new Broken());
        assertEquals(before.size() - 1, catalog.plugins().size());
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithTheNearest() throws Exception {
        RefusedException name = assertThrows(RefusedException.class, () -> catalog.find("", "ifnoo"));
        assertTrue(name.getMessage().startsWith("describe: ifnoo — no such plugin, did you mean ifno? "));
        RefusedException ofKind = assertThrows(RefusedException.class, () -> catalog.find("strategy", "cosine"));
        assertEquals(
                "describe: cosine — no such strategy; there are ifno, schedule",
                ofKind.getMessage(),
                "of another kind");
        RefusedException kind = assertThrows(RefusedException.class, () -> catalog.find("strategie", "ifno"));
        assertTrue(kind.getMessage().contains("no such kind of plugin, did you mean strategy?"), kind.getMessage());
        assertThrows(RefusedException.class, () -> catalog.find("number-system", "a"));
    }

    /** What the reader of jobs knows, it tells in its refusal of a key that it does not know. */
    @Test
    void theKeysOfAJobAreThoseThatItsReaderKnows() throws Exception {
        Set<String> described = catalog.job().stream()
                .map(s -> s.key().replaceAll("[.\\[].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known(job("nonsense: 1\n")), described);
        assertEquals(
                known(job("growth: [ { type: ifno, dims: hidden, nonsense: 1 } ]\n")), keysAt("growth[].", ifnoKeys()));
        assertEquals(known(job("groups: [ { match: a, nonsense: 1 } ]\n")), keysAt("groups[].", List.of()));
        assertEquals(known(job("budget: { nonsense: 1 }\n")), keysAt("budget.", List.of()));
    }

    private List<String> ifnoKeys() throws RefusedException {
        return catalog.find("strategy", "ifno").get(0).settings().stream()
                .map(SettingDescription::key)
                .toList();
    }

    private Set<String> keysAt(String prefix, List<String> more) {
        Set<String> keys = new TreeSet<>(more);
        catalog.job().stream()
                .map(SettingDescription::key)
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> keys.add(key.substring(prefix.length())));
        return keys;
    }

    private Set<String> known(Path job) {
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> Assembly.of(JobFile.read(job, Map.of()), Supply.of(container.registry()), folder));
        String list = refused.getMessage().replaceFirst(".*there are ", "");
        return new TreeSet<>(Arrays.asList(list.split(", ")));
    }

    @Test
    void everyKeyOfAJobMayBeSetToTheValueThatItHas() throws Exception {
        Path job = job(GROWTH);
        List<SettingDescription> settings = catalog.settings(job);
        assertEquals(Optional.of("3"), setting(settings, "epochs").fallback());
        assertEquals(Optional.of("mlp"), setting(settings, "model").fallback());
        assertEquals(
                Optional.of("1 epoch"),
                setting(settings, "growth.schedule.every").fallback());
        assertEquals(
                Optional.of("loss-gap"),
                setting(settings, "growth.modes.criterion").fallback());
        assertEquals(
                Optional.of("0.97"), setting(settings, "growth.modes.explained").fallback());
        assertEquals(
                List.of("ifno", "schedule"),
                setting(settings, "growth.modes.type").values());
        assertEquals(
                List.of("constant", "cosine", "plateau"),
                setting(settings, "optimizer.schedule").values());
        SettingDescription rule = setting(settings, "optimizer.type");
        assertEquals(setting(settings, "optimizer").values(), rule.values());
        assertEquals(setting(settings, "optimizer").fallback(), rule.fallback());
        assertEquals(Optional.of("mlp"), setting(settings, "model.type").fallback());
        for (SettingDescription setting : settings) {
            // A key that names a plugin would lose the settings beside it, and precision has but one value.
            if (setting.fallback().isPresent() && !setting.type().startsWith("name")) {
                JobFile file = JobFile.read(
                        job, Map.of(setting.key(), setting.fallback().get()));
                file.job().growth().get(0).strategy().bind(new Ifno().settings());
                file.job().growth().get(1).strategy().bind(new SizeSchedule().settings());
                file.job().optimizer().rule().bind(new AdamW().settings());
            }
        }
    }

    @Test
    void aJobThatCannotBeReadIsRefused() {
        assertThrows(RefusedException.class, () -> catalog.settings(folder.resolve("none.yaml")));
    }

    @Test
    void anOptionalRecordIsNoneUnlessGivenAndWhatItNeedsIsNeededWithItAlone() {
        container.put(container.registry().schedules(), "capped", new Capped());
        List<SettingDescription> settings = catalog.plugins().stream()
                .filter(plugin -> plugin.card().name().equals("capped"))
                .findFirst()
                .orElseThrow()
                .settings();
        assertEquals(Optional.empty(), setting(settings, "cap").fallback());
        assertFalse(setting(settings, "cap.total").required());
        assertEquals(
                "most of all, required with cap", setting(settings, "cap.total").meaning());
        assertEquals(Optional.of("{}"), setting(settings, "rest").fallback());
    }

    private static final class Capped implements Schedule<Capped.Settings> {
        record Cap(@Doc("most of all") int total) {}

        record Rest(@Doc("some") @Default("1") int some) {}

        record Settings(@Doc("a cap") Optional<Cap> cap, @Doc("the rest") Rest rest) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(1, state);
        }
    }

    /** A schedule that cannot even say what its settings are. */
    private static final class Broken implements Schedule<Broken.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public Rate rate(Progress progress, Settings settings, PluginState state) {
            return Rate.of(1, state);
        }
    }
}
