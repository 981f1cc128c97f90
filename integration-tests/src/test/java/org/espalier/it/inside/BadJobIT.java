package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.espalier.it.support.Files256;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

/** Jobs that cannot be run: one line with file, key, value and reason, exit code 2, nothing started, nothing written. */
@ExtendWith(BundleContextExtension.class)
class BadJobIT {
    private static final String MODES = "modes: 2, max-modes: 8";

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    private SortedMap<String, String> before;

    @BeforeEach
    void haveARunThatIsNotToBeTouched() throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/small/1"));
        Files.writeString(run.resolve("job.yaml"), "name: small\n");
    }

    @AfterEach
    void nothingWasStartedAndNothingWritten() throws Exception {
        assertEquals(before, Files256.below(folder));
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("unknown key", "epochs: 6", "epoch: 6", 10, "epoch: 6 — no such key, did you mean epochs?"),
                new Mistake(
                        "unknown key of the model", "width: 8", "widht: 8", 4, "model.widht: 8", "did you mean width?"),
                new Mistake(
                        "unknown key of the data",
                        "train: 40",
                        "trian: 40",
                        3,
                        "data.trian: 40",
                        "did you mean train?"),
                new Mistake(
                        "unknown key of a strategy",
                        "explained: 0.97",
                        "explaned: 0.97",
                        13,
                        "growth.modes.explaned: 0.97",
                        "did you mean explained?"),
                new Mistake(
                        "unknown key of the host in a strategy",
                        "every: 1 epoch, expl",
                        "evry: 1 epoch, expl",
                        13,
                        "growth.modes.evry: \"1 epoch\"",
                        "did you mean every?"),
                new Mistake(
                        "unknown key of the schedule",
                        "schedule: cosine",
                        "schedule: { type: cosine, flor: 1 }",
                        6,
                        "optimizer.schedule.flor: 1",
                        "did you mean floor?"),
                new Mistake("wrong type", "batch: 4", "batch: four", 9, "batch: four", "wants an integer"),
                new Mistake("half an integer", "epochs: 6", "epochs: 6.5", 10, "epochs: 6.5", "wants an integer"),
                new Mistake(
                        "wrong type in the model", "width: 8", "width: [8]", 4, "model.width: [8]", "wants an integer"),
                new Mistake(
                        "a decimal comma",
                        "lr: 5e-3",
                        "lr: '0,005'",
                        6,
                        "optimizer.lr: 0,005",
                        "decimals have a point"),
                new Mistake(
                        "a loss that wants classes",
                        "loss: relative-l2",
                        "loss: cross-entropy",
                        8,
                        "loss: cross-entropy",
                        "scores of two or more classes"),
                new Mistake("no value", "epochs: 6", "epochs:", 10, "epochs: nothing", "remove the key"),
                new Mistake("out of range", "epochs: 6", "epochs: 0", 10, "epochs: 0"),
                new Mistake(
                        "out of a share's range",
                        "explained: 0.97",
                        "explained: 1.5",
                        13,
                        "growth.modes.explained: 1.5"),
                new Mistake("beyond 32 bits", "batch: 4", "batch: 4000000000", 9, "batch: 4000000000"),
                new Mistake("not a number", "lr: 5e-3", "lr: .nan", 6, "optimizer.lr: NaN", "finite"),
                new Mistake(
                        "infinite",
                        "weight-decay: 1e-4",
                        "weight-decay: .inf",
                        6,
                        "optimizer.weight-decay: Infinity",
                        "finite"),
                new Mistake("too large for a double", "lr: 5e-3", "lr: 1e999", 6, "optimizer.lr: Infinity", "finite"),
                new Mistake("unknown data", "type: darcy", "type: darci", 3, "data.type: darci", "did you mean darcy?"),
                new Mistake(
                        "unknown model",
                        "type: fno2d",
                        "type: fno3d",
                        4,
                        "model.type: fno3d",
                        "did you mean fno1d or fno2d?"),
                new Mistake(
                        "unknown optimizer",
                        "type: adamw",
                        "type: adamwx",
                        6,
                        "optimizer.type: adamwx",
                        "did you mean adamw"),
                new Mistake(
                        "unknown schedule",
                        "schedule: cosine",
                        "schedule: cosin",
                        6,
                        "optimizer.schedule.type: cosin",
                        "did you mean cosine?"),
                new Mistake(
                        "unknown loss",
                        "loss: relative-l2",
                        "loss: relativ-l2",
                        8,
                        "loss.type: relativ-l2",
                        "did you mean relative-l2?"),
                new Mistake(
                        "unknown strategy",
                        "type: ifno",
                        "type: inno",
                        13,
                        "growth.modes.type: inno",
                        "did you mean ifno?"),
                new Mistake(
                        "unknown initializer",
                        "init:      default",
                        "init: zeros",
                        5,
                        "init.type: zeros",
                        "no such initializer"),
                new Mistake(
                        "unknown precision",
                        "precision: float32",
                        "precision: float31",
                        7,
                        "precision: float31",
                        "did you mean float32?"),
                new Mistake(
                        "more modes than the grid at birth carries",
                        MODES,
                        "modes: 5, max-modes: 8",
                        4,
                        "model.modes: 5",
                        "2·5 modes do not fit the grid [8, 8]"),
                new Mistake(
                        "a grid that the data do not have",
                        "at-epoch: { 0: 8, 3: 16 }",
                        "at-epoch: { 0: 16, 2: 2 }",
                        14,
                        "growth.grid: 2 — is no size for resolution, whose sizes are [8, 16, 32]"),
                new Mistake(
                        "claims that overlap",
                        "dims: resolution",
                        "dims: \"*\"",
                        14,
                        "growth.grid.dims: *",
                        "claims must be disjoint"),
                new Mistake(
                        "a claim that matches nothing",
                        "dims: resolution",
                        "dims: resolutions",
                        14,
                        "growth.grid.dims: resolutions",
                        "did you mean resolution?"),
                new Mistake("one id twice", "id: grid", "id: modes", 14, "modes", "stands twice"),
                new Mistake(
                        "a schedule that shrinks modes",
                        "dims: resolution, at-epoch: { 0: 8, 3: 16 }",
                        "dims: layer0.modes, at-epoch: { 0: 3, 3: 2 }",
                        14,
                        "growth.grid"),
                new Mistake(
                        "a size beyond the limit",
                        "at-epoch: { 0: 8, 3: 16 }",
                        "at-epoch: { 0: 8, 3: 64 }",
                        14,
                        "64",
                        "resolution"),
                new Mistake(
                        "a grid that does not divide the finest",
                        "at-epoch: { 0: 8, 3: 16 }",
                        "at-epoch: { 0: 10, 3: 16 }",
                        14,
                        "10"),
                new Mistake(
                        "a batch beyond the samples", "batch: 4", "batch: 41", 9, "batch: 41", "40 training samples"),
                new Mistake(
                        "a cadence without a unit",
                        "every: 1 epoch, expl",
                        "every: 1, expl",
                        13,
                        "growth.modes.every: 1",
                        "1 epoch"),
                new Mistake(
                        "an unknown unit",
                        "every: 1 epoch, expl",
                        "every: 1 epohc, expl",
                        13,
                        "growth.modes.every: \"1 epohc\"",
                        "did you mean epoch?"),
                new Mistake(
                        "a name that leaves the folder of runs",
                        "name: small",
                        "name: ../../small",
                        2,
                        "name: ../../small"),
                new Mistake("a missing part", "loss: relative-l2\n", "", 0, "loss: nothing", "must be given"),
                new Mistake(
                        "one key twice", "seed: 1", "seed: 1\nseed: 2", 12, "seed", "stands twice, first in line 11"),
                new Mistake("one key twice on one line", "width: 8", "width: 8, width: 9", 4, "width", "stands twice"),
                new Mistake(
                        "an alias bomb",
                        "name: small",
                        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b]",
                        2,
                        "anchors and aliases are not read"),
                new Mistake(
                        "a tag that names a class",
                        "name: small",
                        "name: !!java.net.URL [http://example.org]",
                        2,
                        "tag"),
                new Mistake("no YAML", "batch: 4", "batch: [4", 10, "is no YAML"),
                new Mistake("a tab", "  - { id: modes", "\t- { id: modes", 13, "is no YAML"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "mistakes",
        "org.espalier.it.inside.RankMistakes#all",
        "org.espalier.it.inside.TextMistakes#all",
        "org.espalier.it.inside.ImageMistakes#all"
    })
    void aMistakeIsRefusedWithFileLineKeyValueAndReason(Mistake mistake) throws Exception {
        Path job = mistake.made().in(folder);
        List<String> said = new ArrayList<>(List.of(mistake.said()));
        said.add(0, job + (mistake.line() == 0 ? ": " : ":" + mistake.line() + ": "));
        run(job).refuses(said.toArray(String[]::new));
    }

    @Test
    void moreModesThanAScheduledGridCarriesAreRefusedWithTheModesAndTheGrid() throws Exception {
        Path job = SmallJob.asItIs()
                .with("resolution: 16, train", "resolution: 32, train")
                .with("[16, 32]", "[32]")
                .with(MODES, "modes: 9, max-modes: 12")
                .with("at-epoch: { 0: 8, 3: 16 }", "at-epoch: { 0: 32, 3: 16, 4: 32 }")
                .in(folder);
        run(job).refuses(
                        job + ":14: growth.grid: 16 — with resolution at 16, modes 9 cannot be had",
                        "2·9 modes do not fit the grid [16, 16]; keep at most 8");
        Path ahead = SmallJob.asItIs()
                .with(
                        "type: ifno, dims: \"*.modes\", every: 1 epoch, explained: 0.97, buffer: 1",
                        "type: schedule, dims: \"*.modes\", at-epoch: { 0: 2, 4: 9 }")
                .with("max-modes: 8", "max-modes: 12")
                .in(folder);
        run(ahead).refuses(ahead + ":13: growth.modes: 9 — is no size for layer0.modes; its limit is 8");
    }

    @Test
    void aMistakeInASettingOfTheCommandLineIsRefusedAsSuch() throws Exception {
        Path job = SmallJob.asItIs().in(folder);
        run(job, "--set", "growth.modes.explained=2").refuses("--set: growth.modes.explained: 2");
        run(job, "--set", "growth.mode.explained=0.9").refuses("--set: growth.mode.explained", "did you mean modes?");
        run(job, "--set", "epochs=many").refuses("--set: epochs: many", "wants an integer");
        run(job, "--set", "epochs").refuses("epochs");
        run(job, "--set", "model.width=&a [*a]").refuses("--set: model.width", "anchors and aliases are not read");
    }

    @Test
    void whatIsNoJobFileIsRefused() throws Exception {
        SmallJob.asItIs().in(folder);
        Files.createDirectory(folder.resolve("folder.yaml"));
        Files.write(folder.resolve("latin.yaml"), new byte[] {'n', 'a', 'm', 'e', ':', ' ', (byte) 0xe9, '\n'});
        Files.writeString(folder.resolve("empty.yaml"), "");
        Files.writeString(folder.resolve("list.yaml"), "- darcy\n");
        Files.writeString(folder.resolve("two.yaml"), "name: a\n---\nname: b\n");
        Files.writeString(folder.resolve("large.yaml"), "# " + "x".repeat(1 << 20) + "\n");
        Files.writeString(folder.resolve("deep.yaml"), "name: " + "[".repeat(5000) + "]".repeat(5000) + "\n");
        run(folder.resolve("missing.yaml")).refuses("missing.yaml");
        run(Path.of("darci")).refuses("no job 'darci'", "darcy");
        run(folder.resolve("folder.yaml")).refuses("folder.yaml");
        run(folder.resolve("latin.yaml")).refuses("latin.yaml: is not UTF-8 text");
        run(folder.resolve("empty.yaml")).refuses("empty.yaml: is empty");
        run(folder.resolve("list.yaml")).refuses("list.yaml: holds", "not a map");
        run(folder.resolve("two.yaml")).refuses("two.yaml:2: holds a second document");
        run(folder.resolve("large.yaml")).refuses("large.yaml: is larger than a job file may be");
        run(folder.resolve("deep.yaml")).refuses("deep.yaml:1: is nested");
    }

    @Test
    void aWrongCommandLineIsRefused() throws Exception {
        SmallJob.asItIs().in(folder);
        before = Files256.below(folder);
        Answer.of(context, "trian").refuses("trian");
        Answer.of(context, "run", "--epochs", "3").refuses("--epochs", "espalier run --help");
        Answer.of(context, "predict", "small/1").refuses("--input");
    }

    private Answer run(Path job, String... more) throws Exception {
        before = Files256.below(folder);
        List<String> words = new ArrayList<>(
                List.of("run", job.toString(), "--runs", folder.resolve("runs").toString()));
        words.addAll(List.of(more));
        return Answer.of(context, words.toArray(String[]::new));
    }
}
