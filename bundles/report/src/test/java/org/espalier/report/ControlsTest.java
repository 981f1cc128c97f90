package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
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
        twin(Control.UNTRAINED, "darcy-untrained/1", true);
        assertEquals(
                "untrained weights give it as well (8): it says nothing of what was learned",
                verdicts().get("layer0.modes"));
        assertTrue(
                verdicts().values().stream().allMatch(text -> text.startsWith("untrained weights give it as well (")),
                verdicts()::toString);
        assertEquals("grown further than untrained weights 0 of 5", summary());
        assertTrue(page().text("controls").contains("darcy/1: grown further than untrained weights 0 of 5."));
        assertTrue(page().text("controls").contains("says nothing of what was learned"));
    }

    @Test
    void whatControlsGiveInsteadStandsBesideTheRun() throws Exception {
        twin(Control.UNTRAINED, "darcy-untrained/1", false);
        twin(Control.SHUFFLED, "darcy-shuffled/1", false);
        assertEquals(
                "further than untrained weights, which do not grow it; further than shuffled targets, which do not grow it",
                verdicts().get("layer0.modes"));
        assertEquals("grown further than untrained weights 4 of 5, than shuffled targets 4 of 5", summary());
        assertTrue(verdicts().get("resolution").startsWith("untrained weights give it as well"), verdicts()::toString);
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
                "untrained weights give it as well (12): it says nothing of what was learned; shuffled targets give more"
                        + " (40): it says nothing of what targets have to do with inputs",
                rankBeside(new int[] {13}, new int[] {12}, new int[] {40}));
        assertEquals(
                "further than untrained weights, which give 11; shuffled targets give it as well (14): it says nothing of"
                        + " what targets have to do with inputs",
                rankBeside(new int[] {13}, new int[] {11}, new int[] {14}));
    }

    /** What is left after a cut is no measure of growth: a control that was cut, too, may be left with anything. */
    @Test
    void ofARankThatWasCutTheSizeBeforeIsCompared() throws Exception {
        assertEquals(
                "before it was cut (13) further than untrained weights, which do not grow it; shuffled targets give it"
                        + " as well (13): it says nothing of what targets have to do with inputs",
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
