package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFileTest {
    static final String DARCY =
            """
            name: darcy
            data:      { type: darcy, resolution: 32, train: 800, test-resolutions: [32, 64] }
            model:     { type: fno2d, width: 20, layers: 4, modes: 4, max-modes: 12 }
            init:      default
            optimizer: { type: adamw, lr: 2e-3, weight-decay: 1e-4, schedule: cosine }
            precision: float32
            loss: relative-l2
            batch: 20
            epochs: 12
            seed: 1
            growth:
              - { id: modes, type: ifno, dims: "*.modes", every: 1 epoch, explained: 0.97, buffer: 2 }
              - { id: grid, type: schedule, dims: resolution, at-epoch: { 0: 16, 3: 32 } }
            checkpoint: { every: 2 min, keep: 3 }
            """;

    private static final Path FILE = Path.of("jobs", "darcy.yaml");

    static Job darcy(String... overrides) throws RefusedException {
        return JobFile.parse(DARCY, FILE, settings(overrides)).job();
    }

    static Map<String, String> settings(String... overrides) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String override : overrides) {
            settings.put(override.substring(0, override.indexOf('=')), override.substring(override.indexOf('=') + 1));
        }
        return settings;
    }

    static String refusal(String yaml, String... overrides) {
        return assertThrows(RefusedException.class, () -> JobFile.parse(yaml, FILE, settings(overrides)))
                .getMessage();
    }

    private static String changed(String from, String to) {
        assertTrue(DARCY.contains(from));
        return refusal(DARCY.replace(from, to));
    }

    @Test
    void theDefaultJobIsRead() throws RefusedException {
        Job job = darcy();
        assertEquals("darcy", job.name());
        assertEquals(
                new Choice("fno2d", Map.of("width", 20, "layers", 4, "modes", 4, "max-modes", 12), "model"),
                job.model());
        assertEquals(List.of(32, 64), job.data().settings().get("test-resolutions"));
        assertEquals(
                Map.of("lr", 2e-3, "weight-decay", 1e-4), job.optimizer().rule().settings());
        assertEquals(
                Optional.of(new Choice("cosine", Map.of(), "optimizer.schedule")),
                job.optimizer().schedule());
        assertEquals(new CheckpointPolicy(new Interval.Time(Duration.ofMinutes(2)), 3), job.checkpoint());
        assertEquals(OptionalDouble.empty(), job.clip());
        assertEquals(Duration.ofSeconds(10), job.deadline());
        assertTrue(job.workers() >= 1 && job.workers() <= 16);
        GrowthEntry grid = job.growth().get(1);
        assertEquals(new Cadence.Epochs(1), grid.every());
        assertEquals(new Cadence.Steps(0), grid.after());
        assertEquals(
                new Choice("schedule", Map.of("at-epoch", Map.of("0", 16, "3", 32)), "growth.grid"), grid.strategy());
    }

    @Test
    void everyKeyIsReadAndAResolvedJobReadsBackAsAnEqualOne() throws RefusedException {
        String more = DARCY
                + """
                clip: 1.5
                groups:
                  - { match: "*.bias", rate: 0.5, optimizer: { weight-decay: 0 } }
                  - { match: "lift.*", optimizer: { type: sgd, momentum: 0.9 } }
                budget: { parameters: 1e6, flops-per-step: 1e9, bytes: 2000000000 }
                workers: 2
                deadline: 500 ms
                """;
        Job job = JobFile.parse(more, FILE, Map.of()).job();
        assertEquals(OptionalDouble.of(1.5), job.clip());
        ParameterGroup bias = job.groups().get(0);
        assertEquals(0.5, bias.rate());
        assertEquals(
                new Choice("adamw", Map.of("lr", 2e-3, "weight-decay", 0), "groups[0].optimizer"), bias.optimizer());
        assertEquals(
                new ParameterGroup(
                        "lift.*", 1, new Choice("sgd", Map.of("momentum", 0.9), "groups[1].optimizer"), true),
                job.groups().get(1));
        assertEquals(new Budget(Optional.of(1_000_000L), Optional.of(1e9), Optional.of(2_000_000_000L)), job.budget());
        assertEquals(Duration.ofMillis(500), job.deadline());
        assertEquals(
                job, JobFile.parse(job.toYaml(), Path.of("job.yaml"), Map.of()).job());
    }

    @Test
    void aGroupMayLeaveItsParametersInFloat32() throws RefusedException {
        String groups = "groups: [ { match: \"*.gain\", precision: float32 }, { match: \"*.bias\" } ]\n";
        Job job = JobFile.parse(DARCY + groups, FILE, Map.of()).job();
        assertEquals(
                List.of(false, true),
                job.groups().stream().map(ParameterGroup::rounded).toList());
        assertEquals(job, JobFile.parse(job.toYaml(), FILE, Map.of()).job());
        assertEquals(job, job.mapChoices(choice -> choice));
    }

    @Test
    void choicesAreListedAndReplacedInTheOrderOfTheFile() throws RefusedException {
        List<String> keys = darcy().choices().stream().map(Choice::key).toList();
        assertEquals(
                List.of(
                        "data",
                        "model",
                        "init",
                        "optimizer",
                        "optimizer.schedule",
                        "precision",
                        "loss",
                        "growth.modes",
                        "growth.grid"),
                keys);
        Job resolved =
                darcy().mapChoices(c -> c.withSettings(Map.of("x", Double.MIN_VALUE, "text", "1e3", "flag", true)));
        assertEquals(resolved, JobFile.parse(resolved.toYaml(), FILE, Map.of()).job());
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws RefusedException {
        String least = "{data: burgers, model: fno1d, optimizer: adam, loss: relative-l2, batch: 1, epochs: 2}";
        Job job = JobFile.parse(least, Path.of("my-job.yaml"), Map.of()).job();
        assertEquals("my-job", job.name());
        assertEquals("default", job.init().type());
        assertEquals("float32", job.precision().type());
        assertEquals(Optional.empty(), job.optimizer().schedule());
        assertEquals(List.of(), job.growth());
        assertEquals(1, job.seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch: 20     | bacth: 20 | :8: bacth: 20 — no such key, did you mean batch? there are data, model,",
                "batch: 20     | batch: many | :8: batch: many — wants an integer, not text",
                "batch: 20     | batch: 0 | :8: batch: 0 — must be at least 1",
                "batch: 20     | batch: | :8: batch: nothing — the key has no value",
                "batch: 20     | batch: 99999999999 | :8: batch: 99999999999 — must be at least 1 and fit 32 bits",
                "name: darcy   | name: ../up | :1: name: ../up — wants 1 to 64 letters",
                "name: darcy   | name: .hidden | :1: name: .hidden — wants 1 to 64 letters",
                "name: darcy   | name: a/b | :1: name: a/b — wants 1 to 64 letters",
                "type: fno2d,  | '' | :3: model.type: nothing — must be given: the plugin's name",
                "loss: relative-l2 | '' | : loss: nothing — must be given",
                "every: 1 epoch | every: 5 | :12: growth.modes.every: 5 — wants a count and a unit, such as 1 epoch",
                "every: 1 epoch | every: 0 epochs | :12: growth.modes.every: \"0 epochs\" — must be at least 1 epoch",
                "every: 1 epoch | every: 2 min | :12: growth.modes.every: \"2 min\" — no such unit",
                "every: 2 min  | every: 2 mn | :14: checkpoint.every: \"2 mn\" — no such unit, did you mean",
                "keep: 3       | keep: 0 | :14: checkpoint.keep: 0 — must be in [1, 1000000]",
                "keep: 3       | kep: 3 | :14: checkpoint.kep: 3 — no such key, did you mean keep?",
                "dims: resolution, | '' | :13: growth.grid.dims: nothing — must be given: the dims",
                "dims: resolution, | 'dims: [], ' | :13: growth.grid.dims: [] — wants the dims that it may grow",
                "dims: resolution, | 'dims: [a, 5], ' | :13: growth.grid.dims[1]: 5 — wants the dims that it may grow",
                "id: grid      | id: modes | :13: growth[1].id: modes — stands twice",
                "id: grid      | id: a.b | :13: growth[1].id: a.b — wants 1 to 64 letters",
                "seed: 1       | deadline: 2 h | :10: deadline: \"2 h\" — must be at most 1 h",
                "seed: 1       | clip: 0 | :10: clip: 0 — must be at least",
                "seed: 1       | groups: [{rate: 1}] | :10: groups[0].match: nothing — must be given",
                "seed: 1       | groups: [{match: a, rat: 1}] | :10: groups[0].rat: 1 — no such key",
                "seed: 1       | 'groups: [{match: a, rate: -1}]' | :10: groups[0].rate: -1 — must be at least 0",
                "seed: 1       | batch: 3 | :10: the key batch stands twice, first in line 8",
            })
    void whatCannotBeIsRefusedWithFileLineKeyValueAndReason(String from, String to, String message) {
        String refusal = changed(from, to);
        assertTrue(refusal.startsWith("jobs/darcy.yaml" + message), refusal);
        assertEquals(1, refusal.lines().count());
    }

    @Test
    void settingsFromOutsideGoBeforeTheFiles() throws RefusedException {
        Job job = darcy("optimizer.lr=1e-3", "data.train=100", "growth.modes.explained=0.9", "checkpoint.keep=5");
        assertEquals(1e-3, job.optimizer().rule().settings().get("lr"));
        assertEquals(100, job.data().settings().get("train"));
        assertEquals(0.9, job.growth().get(0).strategy().settings().get("explained"));
        assertEquals(5, job.checkpoint().keep());
    }

    @Test
    void anEntryMayClaimDimsBySeveralPatterns() throws RefusedException {
        Job job = darcy("growth.modes.dims=['*.modes', depth, '*.rank']");
        GrowthEntry entry = job.growth().get(0);
        Dims dims = Dims.of(
                Dim.of("depth", DimKind.DEPTH, 1, 4),
                Dim.of("width", DimKind.WIDTH, 1, 4),
                Dim.of("layer0.modes", DimKind.MODES, 1, 4));
        assertEquals(
                List.of("depth", "layer0.modes"),
                entry.claimed(dims).stream().map(Dim::name).toList(),
                "in the order of the model, whatever that of the patterns");
        assertEquals(
                List.of("*.modes", "depth", "*.rank"),
                job.value("growth.modes.dims").orElseThrow());
        assertEquals(Optional.of("resolution"), job.value("growth.grid.dims"));
        assertEquals(job, JobFile.parse(job.toYaml(), FILE, Map.of()).job());
    }

    @Test
    void theOrderOfTheEntriesIsAListOfTheirIds() throws RefusedException {
        Job job = darcy("growth.order=[grid, modes]", "growth.modes.explained=0.9");
        assertEquals(List.of("grid", "modes"), job.value("growth.order").orElseThrow());
        assertEquals(
                List.of("grid", "modes"),
                job.growth().stream().map(GrowthEntry::id).toList());
        assertEquals(0.9, job.growth().get(1).strategy().settings().get("explained"));
        assertEquals(job, JobFile.parse(job.toYaml(), FILE, Map.of()).job());
        assertTrue(assertThrows(RefusedException.class, () -> darcy("growth.order=[grid]"))
                .getMessage()
                .endsWith("not named: modes"));
        assertTrue(assertThrows(RefusedException.class, () -> darcy("growth.order={type: ifno, dims: a}"))
                .getMessage()
                .contains("wants the ids of all entries, such as [modes, grid]"));
    }

    @Test
    void noEntryIsCalledAsTheKeyOfTheirOrder() {
        String refusal = changed("id: grid", "id: order");
        assertTrue(refusal.contains("order — is taken: growth.order is the order of asking"), refusal);
    }

    @Test
    void whatMakesOneOrderOfEntriesTheOtherIsFoundAlsoWhereSomeComeAndGo() throws RefusedException {
        Job before = darcy();
        Job turned = darcy("growth.order=[grid, modes]");
        assertEquals(
                Map.of("growth.order", "[grid, modes]"),
                JobDifferences.between(before, turned).settings());
        Job others = darcy(
                "growth.z={type: schedule, dims: z}",
                "growth.a={type: schedule, dims: a}",
                "growth.modes=remove",
                "growth.order=[z, grid, a]");
        Map<String, String> settings = JobDifferences.between(before, others).settings();
        assertEquals(
                others.growth(),
                JobFile.parse(before.toYaml(), FILE, settings).job().growth());
        Job appended = darcy("growth.a={type: schedule, dims: a}");
        assertEquals(
                Set.of("growth.a"),
                JobDifferences.between(before, appended).settings().keySet());
    }

    @Test
    void anEntryOfGrowthRestsWithOffAndIsTakenAwayWithRemove() throws RefusedException {
        Job rests = darcy("growth.modes=off");
        assertEquals("modes", rests.growth().get(0).id());
        assertFalse(rests.growth().get(0).asked());
        assertTrue(darcy("growth.modes=off", "growth.modes.asked=true")
                .growth()
                .get(0)
                .asked());
        assertTrue(darcy("growth.modes.asked=false", "growth.modes=on")
                .growth()
                .get(0)
                .asked());
        assertEquals("grid", darcy("growth.modes=remove").growth().get(0).id());
        assertEquals(
                List.of(), darcy("growth.modes=remove", "growth.grid=remove").growth());
    }

    @Test
    void offTakesAway() throws RefusedException {
        assertEquals(List.of(), darcy("growth=off").growth());
        assertEquals(
                Optional.empty(), darcy("optimizer.schedule=off").optimizer().schedule());
        assertEquals(OptionalDouble.empty(), darcy("clip=1", "clip=off").clip());
    }

    @Test
    void entriesAndChoicesCanBeAddedOrReplaced() throws RefusedException {
        Job added = darcy("growth.rank={type: inrank, dims: '*.rank'}", "growth.rank.every=50 steps");
        assertEquals("rank", added.growth().get(2).id());
        assertEquals(new Cadence.Steps(50), added.growth().get(2).every());
        Job replaced =
                darcy("growth.grid={type: plateau, dims: resolution}", "loss=h1", "loss.weight=2", "optimizer=sgd");
        assertEquals("plateau", replaced.growth().get(1).strategy().type());
        assertEquals(new Choice("h1", Map.of("weight", 2), "loss"), replaced.loss());
        assertEquals("sgd", replaced.optimizer().rule().type());
        Job anew = darcy("growth=off", "growth.m={type: ifno, dims: a}", "groups=[{match: a}]", "groups[0].rate=2");
        assertEquals("m", anew.growth().get(0).id());
        assertEquals(2, anew.groups().get(0).rate());
        assertEquals(Optional.of(5L), darcy("budget.parameters=5").budget().parameters());
    }

    @Test
    void aPatternFromOutsideMayBeginWithItsStar() throws RefusedException {
        assertEquals(
                List.of("*.modes"),
                darcy("growth.modes.dims=*.modes").growth().get(0).dims());
        assertEquals(
                List.of("*"), darcy("growth.modes.dims= * ").growth().get(0).dims());
        assertEquals(
                List.of("*.modes", "depth"),
                darcy("growth.modes.dims=[\"*.modes\", depth]").growth().get(0).dims());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "growth.mods.explained=1 | growth.mods.explained: 1 — no such entry, did you mean modes? there are modes, grid",
                "growth.mods=off | growth.mods: off — no such entry, did you mean modes?",
                "growth.mods=remove | growth.mods: remove — no such entry, did you mean modes?",
                "growth.rank=3 | growth.rank: 3 — no such entry",
                "growth.modes=of | growth.modes: of — wants off, with which the entry rests, on, remove, or a map",
                "growth.modes.type=5 | growth.modes.type: 5 — wants the strategy's name",
                "growth[0].dims=5 | growth[0].dims: 5 — wants the dims",
                "batch=none | batch: none — wants an integer, not text",
                "budget.byts=5 | budget.byts: 5 — no such key, did you mean bytes?",
                "budget={byts: 5} | budget.byts: 5 — no such key, did you mean bytes?",
                "budget.bytes=0 | budget.bytes: 0 — must be at least 1",
                "growth.modes={type: 5} | growth.modes.type: 5 — wants the strategy's name",
                "growth[1]={type: schedule} | growth[1].dims: nothing — must be given",
                "bach=3 | bach: 3 — no such key, did you mean batch?",
                "batch.size=3 | batch.size: 3 — batch is 20 and holds no further keys",
                "optimizer..lr=3 | optimizer..lr: 3 — wants a dotted key",
                "model=[ | model: is no YAML",
                "model=&a [*a] | model: anchors and aliases are not read here",
                "growth.modes.dims=[*.modes, depth] | growth.modes.dims: anchors and aliases are not read here; a pattern that begins with * stands in quotes: \"*.width\"",
                "growth.modes.dims=[depth, *modes] | growth.modes.dims: anchors and aliases are not read here; a pattern that begins with * stands in quotes: \"*.width\"",
                "batch=null | batch: nothing — the key has no value",
            })
    void aBadSettingFromOutsideIsNamedAsSuch(String override, String message) {
        String refusal = refusal(DARCY, override);
        assertTrue(refusal.startsWith("--set: " + message), refusal);
    }

    @Test
    void aMisspeltKeyOfTheHostIsNamedToo() throws RefusedException {
        record Ifno(double explained, int buffer) {}
        record Adam(double lr, double weightDecay) {}
        Job job = darcy("growth.modes.evry=3", "optimizer.shedule=step");
        assertEquals(new Ifno(0.97, 2), darcy().growth().get(0).strategy().bind(Ifno.class));
        assertEquals(
                "growth.modes.evry: 3 — no such key, did you mean every? "
                        + "there are id, type, dims, every, after, asked, state, explained, buffer",
                assertThrows(
                                SettingsException.class,
                                () -> job.growth().get(0).strategy().bind(Ifno.class))
                        .getMessage());
        assertTrue(assertThrows(
                        SettingsException.class, () -> job.optimizer().rule().bind(Adam.class))
                .getMessage()
                .startsWith("optimizer.shedule: step — no such key, did you mean schedule?"));
    }

    @Test
    void aPluginsRefusalGetsItsPlace() throws RefusedException {
        JobFile file = JobFile.parse(DARCY, FILE, settings("optimizer.lr=-1"));
        assertEquals(
                "jobs/darcy.yaml:12: growth.modes.explained: 0.97 — too much",
                file.refusal(new SettingsException("growth.modes.explained", 0.97, "too much"))
                        .getMessage());
        assertEquals(
                "--set: optimizer.lr: -1 — must be at least 0",
                file.refusal("optimizer.lr", -1, "must be at least 0").getMessage());
        assertEquals(
                "jobs/darcy.yaml:13: growth.grid.at-epoch.3: 32 — no",
                file.refusal("growth.grid.at-epoch.3", 32, "no").getMessage());
        assertEquals(
                "jobs/darcy.yaml: workers: 9 — no",
                file.refusal("workers", 9, "no").getMessage());
    }

    @Test
    void aRefusalOfWhatWasSetIsUnderTheKeyThatWasTyped() throws RefusedException {
        JobFile file = JobFile.parse(
                DARCY,
                FILE,
                settings("loss=l2", "loss.weight=2", "model={type: fno}", "budget.bytes=9", "data.train=3"));
        assertEquals(
                "--set: loss: l2 — no such loss",
                file.refusal("loss.type", "l2", "no such loss").getMessage());
        assertEquals(
                "--set: loss.weight: 2 — no",
                file.refusal("loss.weight", 2, "no").getMessage());
        assertEquals(
                "--set: model.type: fno — no",
                file.refusal("model.type", "fno", "no").getMessage());
        assertEquals(
                "--set: model.width: 3 — no",
                file.refusal("model.width", 3, "no").getMessage());
        assertEquals(
                "--set: budget.bytes: 9 — no", file.refusal("budget", 9, "no").getMessage());
        assertEquals(
                "jobs/darcy.yaml:2 with --set data.train: data: darcy — no",
                file.refusal("data", "darcy", "no").getMessage());
        assertEquals(
                "jobs/darcy.yaml:2: data.resolution: 32 — no",
                file.refusal("data.resolution", 32, "no").getMessage());
    }

    @Test
    void whatIsNoReadableFileIsRefused(@TempDir Path dir) throws Exception {
        Path latin = Files.write(dir.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        Path large = Files.write(dir.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        Path good = Files.writeString(dir.resolve("good.yaml"), "\uFEFF" + DARCY);
        assertEquals("darcy", JobFile.read(good, Map.of()).job().name());
        Map<Path, String> whys = Map.of(
                latin,
                "is not UTF-8 text",
                large,
                "is larger than a job file may be, 1 MB",
                dir,
                "is not a file",
                dir.resolve("absent.yaml"),
                "there is no such file");
        whys.forEach((file, why) -> assertEquals(
                file + ": " + why,
                assertThrows(RefusedException.class, () -> JobFile.read(file, Map.of()))
                        .getMessage()));
    }
}
