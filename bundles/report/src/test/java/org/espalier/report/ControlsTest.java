package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.Controlled.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlsTest {
    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void aRun() throws IOException {
        run = SyntheticRun.squares(folder.resolve("runs/darcy/1"));
    }

    /** A twin of the run that has finished; what it grew of its layers is told by the share of growth lines kept. */
    private void twin(Control control, String id, boolean grows) throws IOException {
        Path twin = folder.resolve("runs").resolve(id);
        Files.createDirectories(twin);
        for (String file : Set.of("job.yaml", "metrics.jsonl", "result.json")) {
            Files.copy(run.resolve(file), twin.resolve(file));
        }
        Files.write(
                twin.resolve("journal.jsonl"),
                Files.readAllLines(run.resolve("journal.jsonl")).stream()
                        .filter(line -> grows || !line.contains("modes") || !line.contains("\"growth\""))
                        .toList());
        tell(control, id);
    }

    private void tell(Control control, String id) throws IOException {
        Files.createDirectories(run.resolve("controls"));
        Files.writeString(run.resolve("controls/" + control.word() + ".json"), "{\"run\": \"" + id + "\"}");
    }

    private Map<String, String> verdicts() throws IOException {
        return new HtmlReporter()
                .controlled(run).verdicts().stream().collect(Collectors.toMap(Verdict::dim, Verdict::text));
    }

    private String summary() throws IOException {
        return new HtmlReporter().controlled(run).summary();
    }

    private ParsedPage page() throws Exception {
        return ParsedPage.of(Files.readString(new HtmlReporter().report(run)));
    }

    @Test
    void aSizeThatUntrainedWeightsGiveAsWellIsSaidToBeSo() throws Exception {
        StringJoiner shares = new StringJoiner(",");
        for (int layer = 0; layer < 4; layer++) shares.add("\"layer" + layer + ".modes.explained\":0.8");
        look(run, shares.toString());
        twin(Control.UNTRAINED, "darcy-untrained/1", true);
        assertEquals(
                "as far as untrained weights, which give 8: it says nothing of what was learned",
                verdicts().get("layer0.modes"));
        assertEquals(
                "of the sizes that grew 4 as far as untrained weights, 1 grown as under untrained weights", summary());
        assertTrue(
                page().text("controls").contains("darcy/1: of the sizes that grew 4 as far as untrained weights, 1"));
        assertTrue(page().text("controls").contains("says nothing of what was learned"));
    }

    @Test
    void whatControlsGiveInsteadStandsBesideTheRun() throws Exception {
        twin(Control.UNTRAINED, "darcy-untrained/1", false);
        twin(Control.SHUFFLED, "darcy-shuffled/1", false);
        assertEquals(
                "further than untrained weights, which do not grow it; further than shuffled targets, which do not grow it",
                verdicts().get("layer0.modes"));
        assertEquals(
                "of the sizes that grew 4 further than untrained weights, 1 grown as under untrained weights, 4 further than"
                        + " shuffled targets, 1 grown as under shuffled targets",
                summary());
        assertTrue(
                verdicts()
                        .get("resolution")
                        .startsWith("grown as under untrained weights: the same steps, and no share"),
                verdicts()::toString);
        Controlled controlled = new HtmlReporter().controlled(run);
        assertEquals(
                Set.of(Control.UNTRAINED, Control.SHUFFLED),
                controlled.controls().keySet());
        assertEquals(4, controlled.controls().get(Control.SHUFFLED).sizes().get("layer0.modes"));
        ParsedPage page = page();
        String controls = page.text("controls");
        assertTrue(controls.contains("untrained") && controls.contains("held-out loss"), controls);
    }

    /** A run with one rank that has grown to each of these sizes, and ended with them. */
    private static void ranked(Path run, int... sizes) throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve("job.yaml"), "name: net");
        StringBuilder journal = new StringBuilder(
                "{\"kind\":\"birth\",\"step\":0,\"dims\":{\"a.rank\":{\"kind\":\"RANK\",\"size\":3,\"limit\":64}}}\n");
        int from = 3;
        for (int i = 0; i < sizes.length; i++) {
            journal.append("{\"kind\":\"growth\",\"step\":")
                    .append(50 + i)
                    .append(",\"entry\":\"rank\",\"dim\":\"a.rank\",\"from\":")
                    .append(from)
                    .append(",\"to\":")
                    .append(sizes[i])
                    .append("}\n");
            from = sizes[i];
        }
        Files.writeString(run.resolve("journal.jsonl"), journal);
    }

    private String rankBeside(int[] sizes, int[] untrained, int[] shuffled) throws IOException {
        run = folder.resolve("runs/net/1");
        ranked(run, sizes);
        ranked(folder.resolve("runs/net-untrained/1"), untrained);
        ranked(folder.resolve("runs/net-shuffled/1"), shuffled);
        tell(Control.UNTRAINED, "net-untrained/1");
        tell(Control.SHUFFLED, "net-shuffled/1");
        return verdicts().get("a.rank");
    }

    @Test
    void lessAsMuchAndMoreThanAControlAreToldApart() throws Exception {
        assertEquals(
                "further than untrained weights, which do not grow it; further than shuffled targets, which give 8",
                rankBeside(new int[] {13}, new int[] {}, new int[] {5, 8}));
        assertEquals(
                "as far as untrained weights, which give 12: it says nothing of what was learned; less far than shuffled"
                        + " targets, which give 40",
                rankBeside(new int[] {13}, new int[] {12}, new int[] {40}));
        assertEquals(
                "of the sizes that grew 1 as far as untrained weights, 1 less far than shuffled targets", summary());
        assertEquals(
                "less far than untrained weights, which give 20: it says nothing of what was learned; further than"
                        + " shuffled targets, which do not grow it",
                rankBeside(new int[] {13}, new int[] {20}, new int[] {}));
        assertEquals(
                "further than untrained weights, which give 11; as far as shuffled targets, which give 14: it says nothing"
                        + " of what targets have to do with inputs",
                rankBeside(new int[] {13}, new int[] {11}, new int[] {14}));
    }

    private static void look(Path run, String figures) throws IOException {
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"kind\":\"decision\",\"step\":50,\"entry\":\"rank\",\"answer\":\"keep\",\"why\":\"so\",\"figures\":{"
                        + figures + "}}\n");
    }

    private void looks(String untrained) throws IOException {
        look(run, "\"a.rank.energy\":3.5,\"a.rank.explained\":0.9,\"wanted\":0.95");
        look(folder.resolve("runs/net-untrained/1"), untrained);
    }

    /** A product that is born zero cannot grow untrained, whatever the run does. */
    @Test
    void whatIsZeroUntrainedIsNotToBeComparedWithIt() throws Exception {
        rankBeside(new int[] {13}, new int[] {}, new int[] {5, 8});
        String nothing =
                "not to be compared with untrained weights: born zero, it cannot grow untrained; further than shuffled"
                        + " targets, which give 8";
        looks("\"a.rank.energy\":0.0,\"a.rank.explained\":1.0,\"wanted\":0.95");
        assertEquals(nothing, verdicts().get("a.rank"));
        assertEquals(
                "of the sizes that grew 1 not to be compared with untrained weights, 1 further than shuffled targets",
                summary());
        looks("\"a.rank.energy\":0.0");
        assertEquals(nothing, verdicts().get("a.rank"), "within its buffer no share is told");
        looks("\"a.rank.explained\":1.0,\"wanted\":0.95");
        assertEquals(nothing, verdicts().get("a.rank"), "of a run before energies were told");
        looks("\"a.rank.energy\":2.0,\"a.rank.explained\":0.97,\"wanted\":0.95");
        assertTrue(
                verdicts().get("a.rank").startsWith("further than untrained weights, which do not"), "it might have");
        Files.delete(run.resolve("controls/shuffled.json"));
        looks("\"a.rank.energy\":0.0");
        assertTrue(verdicts().get("a.rank").endsWith("; shuffled targets are its control"), verdicts()::toString);
    }

    @Test
    void growthAtTheSameStepsWithoutALookIsNoFinding() throws Exception {
        assertEquals(
                "grown as under untrained weights: the same steps, and no share of a spectrum was looked at; it says nothing"
                        + " of what was learned; grown as under shuffled targets: the same steps, and no share of a spectrum was"
                        + " looked at; it says nothing of what targets have to do with inputs",
                rankBeside(new int[] {5, 8}, new int[] {5, 8}, new int[] {5, 8}));
        assertEquals(
                "of the sizes that grew 1 grown as under untrained weights, 1 grown as under shuffled targets",
                summary());
        looks("\"a.rank.energy\":2.0");
        assertTrue(verdicts().get("a.rank").startsWith("as far as untrained weights, which give 8"), "it looked");
    }

    /** What is left after a cut is no measure of growth: a control that was cut, too, may be left with anything. */
    @Test
    void ofARankThatWasCutTheSizeBeforeIsCompared() throws Exception {
        assertEquals(
                "before it was cut (13) further than untrained weights, which do not grow it; as far as shuffled targets,"
                        + " which give 13: it says nothing of what targets have to do with inputs",
                rankBeside(new int[] {9, 13, 3}, new int[] {}, new int[] {13, 5}));
    }

    @Test
    void aRunWithoutControlsSaysHowToGetThem() throws Exception {
        assertEquals(Map.of(), new HtmlReporter().controlled(run).controls());
        assertTrue(page().text("controls").contains("espalier controls darcy/1"));
    }

    @Test
    void aControlThatHasGoneOrIsNoneIsSaidAndLeftOut() throws Exception {
        tell(Control.UNTRAINED, "darcy-untrained/7");
        tell(Control.SHUFFLED, "../../../etc");
        assertEquals(Map.of(), new HtmlReporter().controlled(run).controls());
        String body = page().body();
        assertTrue(body.contains("there is no darcy-untrained/7 any more"), body);
        assertTrue(body.contains("controls/shuffled.json: names no run"), body);
    }
}
