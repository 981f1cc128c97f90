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

    private ParsedPage page() throws Exception {
        return ParsedPage.of(Files.readString(new HtmlReporter().report(run)));
    }

    @Test
    void aSizeThatUntrainedWeightsGiveAsWellIsSaidToBeSo() throws Exception {
        twin(Control.UNTRAINED, "darcy-untrained/1", true);
        assertEquals(
                Set.of("untrained weights give it as well: it says nothing of what was learned"),
                Set.copyOf(verdicts().values()));
        assertTrue(page().text("controls").contains("says nothing of what was learned"));
    }

    @Test
    void whatControlsGiveInsteadStandsBesideTheRun() throws Exception {
        twin(Control.UNTRAINED, "darcy-untrained/1", false);
        twin(Control.SHUFFLED, "darcy-shuffled/1", false);
        assertEquals(
                "untrained weights give 4; shuffled targets give 4", verdicts().get("layer0.modes"));
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
