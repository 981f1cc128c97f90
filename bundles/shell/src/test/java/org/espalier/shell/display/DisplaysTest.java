package org.espalier.shell.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.junit.jupiter.api.Test;

class DisplaysTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private LiveDisplay live(boolean colour, int columns) {
        return new LiveDisplay("darcy/1", out, new Terminal(true, colour, columns, Glyphs.UNICODE), nanos::get);
    }

    @Test
    void plainOutputIsOneLinePerEpochAndGrowthAndTenthOfThePreparation() {
        PlainDisplay display = new PlainDisplay("darcy/1", out, Glyphs.UNICODE);
        Story.beginning().forEach(display::on);
        display.on(new RunEvent.Noted(360, "rejected", "modes: over the budget\nof parameters"));
        display.close();
        assertEquals(
                """
                generating train  0 %  0/800
                generating train  50 %  412/800
                generating train  100 %  800/800
                darcy/1  480 steps in 12 epochs  61k params
                epoch 1/12  loss .284  held-out .313  16²  61k params  38 steps/s  0:14 left
                + step 350  L0.modes 6→7   explained .962 < .970   outputs unchanged   12 ms
                ! step 360  rejected  modes: over the budget of parameters
                """,
                output());
    }

    @Test
    void oneEpochIsNoneTooMany() {
        PlainDisplay plain = new PlainDisplay("mlp/1", out, Glyphs.UNICODE);
        plain.on(new RunEvent.Began("mlp/1", Path.of("x"), 0, 40, 1, 0, 9840, List.of()));
        plain.on(new RunEvent.Began("mlp/2", Path.of("x"), 0, 1, 1, 0, 9840, List.of()));
        assertEquals("mlp/1  40 steps in 1 epoch  9.8k params\nmlp/2  1 step in 1 epoch  9.8k params\n", output());
    }

    @Test
    void furtherFiguresOfTheLossStandBesideItOnEveryDisplay() throws Exception {
        var epoch =
                new RunEvent.Epoch(2, .412, .431, 9840, List.of(), Map.of("accuracy", .9347, "unknown", Double.NaN));
        PlainDisplay plain = new PlainDisplay("mlp/1", out, Glyphs.UNICODE);
        plain.on(new RunEvent.Began("mlp/1", Path.of("x"), 0, 480, 12, 0, 9840, List.of()));
        bytes.reset();
        plain.on(epoch);
        assertEquals("epoch 2/12  loss .412  held-out .431  accuracy .935  9.8k params\n", output());
        bytes.reset();
        LiveDisplay live = live(false, 120);
        live.on(new RunEvent.Began("mlp/1", Path.of("x"), 0, 480, 12, 0, 9840, List.of()));
        live.on(epoch);
        live.on(new RunEvent.Stepped(90, 3, .4, 38.2, 14.2));
        assertTrue(
                Screen.after(output()).get(1).contains("epoch 3/12  loss .400  held-out .431  accuracy .935  "),
                this::output);
        bytes.reset();
        new JsonDisplay(out).on(epoch);
        JsonNode figures = new ObjectMapper().readTree(output()).get("figures");
        assertEquals(.9347, figures.get("accuracy").asDouble());
        assertTrue(figures.get("unknown").isNull());
    }

    @Test
    void withoutUnicodeTheSameLinesAreAscii() {
        PlainDisplay display = new PlainDisplay("darcy/1", out, Glyphs.ASCII);
        Story.beginning().forEach(display::on);
        assertTrue(output().contains("  16^2  "), this::output);
        assertTrue(output().contains("L0.modes 6->7"), this::output);
        assertTrue(output().chars().allMatch(c -> c < 128));
    }

    @Test
    void aResumedRunSaysWhereItGoesOn() {
        PlainDisplay display = new PlainDisplay("burgers/2", out, Glyphs.UNICODE);
        display.on(new RunEvent.Began("burgers/2", Path.of("x"), 240, 480, 12, 1, 9840, List.of()));
        assertEquals("burgers/2  goes on at step 240 of 480  9.8k params\n", output());
    }

    @Test
    void theLiveAreaIsRedrawnInPlaceAndGrowthScrollsAboveIt() {
        LiveDisplay display = live(false, 120);
        Story.beginning().forEach(display::on);
        assertEquals(
                List.of(
                        "darcy/1  480 steps in 12 epochs  61k params",
                        "+ step 350  L0.modes 6→7   explained .962 < .970   outputs unchanged   12 ms",
                        "darcy/1  epoch 1/12  loss .284  held-out .313  16²  70k params  38 steps/s  0:14 left",
                        "modes    L0 ███████░░░░░ 7   L1 ████░░░░░░░░ 4   L2 █████░░░░░░░ 5   L3 ███████░░░░░ 7"),
                Screen.after(output()));
    }

    @Test
    void afterTheEndOnlyWhatScrolledAwayStays() {
        LiveDisplay display = live(false, 120);
        Story.beginning().forEach(display::on);
        display.on(Story.end());
        display.close();
        assertEquals(
                2, Screen.after(output()).size(), () -> Screen.after(output()).toString());
    }

    @Test
    void preparationHasABarAndAnEstimate() {
        LiveDisplay display = live(false, 120);
        display.on(new RunEvent.Preparing("generating train", 0, 800));
        nanos.set(10_000_000_000L);
        display.on(new RunEvent.Preparing("generating train", 200, 800));
        assertEquals(
                List.of("darcy/1  generating train  ██████░░░░░░░░░░░░░░░░░░  200/800  0:30 left"),
                Screen.after(output()));
    }

    @Test
    void progressIsRedrawnAtARateThatEyesFollowAndNeverGoesBack() {
        LiveDisplay display = live(false, 120);
        for (int i = 0; i <= 1000; i++) {
            nanos.addAndGet(1_000_000);
            display.on(new RunEvent.Preparing("solving", i, 1000));
        }
        assertTrue(output().split("solving", -1).length < 30, this::output);
        display.on(new RunEvent.Preparing("solving", 999, 1000));
        assertTrue(Screen.after(output()).get(0).contains("1000/1000"), this::output);
    }

    @Test
    void barsShrinkToTheWidthAndGiveWayToNumbers() {
        List<RunEvent.DimSize> dims = Story.dims(16, 4, 4, 5, 7);
        assertEquals(
                List.of("modes    L0 ███░░░░░ 4   L1 ███░░░░░ 4   L2 ███░░░░░ 5   L3 █████░░░ 7"),
                DimRows.of(dims, 70, Glyphs.UNICODE));
        assertEquals(
                List.of("modes    L0 4/12   L1 4/12", "         L2 5/12   L3 7/12"),
                DimRows.of(dims, 30, Glyphs.UNICODE));
    }

    @Test
    void aHundredDimsTakeFourLinesAtMost() {
        List<RunEvent.DimSize> dims = Story.dims(16, new int[100]);
        List<String> lines = DimRows.of(dims, 80, Glyphs.UNICODE);
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).endsWith("…"));
    }

    @Test
    void onePlanTellsItsReasonOnceAndALongOneIsCutToTheTerminal() {
        LiveDisplay display = live(false, 80);
        Story.beginning().subList(4, 5).forEach(display::on);
        String why = "explained layer0.modes .379, layer1.modes .359, layer2.modes .355 < .970";
        display.on(new RunEvent.Grown(10, "modes", "layer0.modes", 4, 6, why, 2, "unchanged", 35, 70234, List.of()));
        display.on(new RunEvent.Grown(10, "modes", "layer1.modes", 4, 6, why, 2, "unchanged", 35, 70234, List.of()));
        display.on(new RunEvent.Grown(20, "modes", "layer1.modes", 6, 8, why, 3, "unchanged", 35, 70234, List.of()));
        assertEquals(
                List.of(
                        "+ step 10  L0.modes 4→6   explained L0.modes .379,…   outputs unchanged   35 ms",
                        "+ step 10  L1.modes 4→6",
                        "+ step 20  L1.modes 6→8   explained L0.modes .379,…   outputs unchanged   35 ms"),
                Screen.after(output()).subList(1, 4));
    }

    @Test
    void whatWasCutOffAProductStandsInEveryLineOfTheCut() throws Exception {
        String why = "no growth in 3 checks: ranks fixed, buffer dropped";
        RunEvent[] cuts = {
            cut("hidden0.rank", 12, 8, why, "2.3 % of its norm cut off"),
            cut("hidden1.rank", 9, 5, why, "0.42 % of its norm cut off")
        };
        PlainDisplay display = new PlainDisplay("mlp/1", out, Glyphs.UNICODE);
        for (RunEvent event : cuts) display.on(event);
        assertEquals(
                "- step 400  hidden0.rank 12→8   2.3 % of its norm cut off   " + why
                        + "   outputs changed 1.2e-02   4 ms\n"
                        + "- step 400  hidden1.rank 9→5   0.42 % of its norm cut off\n",
                output());
        bytes.reset();
        new JsonDisplay(out).on(cuts[1]);
        assertEquals(
                "0.42 % of its norm cut off",
                new ObjectMapper().readTree(output()).get("note").asText());
    }

    private static RunEvent.Grown cut(String dim, int from, int to, String why, String note) {
        return new RunEvent.Grown(400, "rank", dim, from, to, why, 7, "changed 1.2e-02", 4, 70234, List.of(), note);
    }

    @Test
    void coloursAreUsedOnlyWhereAllowed() {
        LiveDisplay coloured = live(true, 120);
        Story.beginning().forEach(coloured::on);
        assertTrue(output().contains("\u001b[32m+ step 350"));
        bytes.reset();
        LiveDisplay bare = live(false, 120);
        Story.beginning().forEach(bare::on);
        assertFalse(output().contains("m+ step 350"));
    }

    @Test
    void aReasonCannotMoveTheCursor() {
        PlainDisplay display = new PlainDisplay("darcy/1", out, Glyphs.UNICODE);
        display.on(new RunEvent.Grown(
                1, "e", "layer0.modes", 7, 6, "red\u001b[31m\nnext\u009b2J", 2, "changed 3e-2", 1, 70234, List.of()));
        assertEquals("- step 1  L0.modes 7→6   red [31m next 2J   outputs changed 3e-2   1 ms\n", output());
    }

    @Test
    void jsonIsOneObjectPerEventAndKnowsNoNaN() throws Exception {
        JsonDisplay display = new JsonDisplay(out);
        Story.beginning().forEach(display::on);
        display.on(new RunEvent.Stepped(21, 1, Double.NaN, 38.2, 14.2));
        display.on(Story.end());
        List<String> lines = output().lines().toList();
        assertEquals(Story.beginning().size() + 2, lines.size());
        ObjectMapper json = new ObjectMapper();
        JsonNode growth = json.readTree(lines.get(7));
        assertEquals(
                json.readTree(
                        """
                        {"kind":"growth","step":350,"entry":"modes","dim":"layer0.modes","from":6,"to":7,
                         "why":"explained .962 < .970","revision":4,"outputs":"unchanged","ms":12,"parameters":70234}"""),
                growth);
        assertTrue(json.readTree(lines.get(8)).get("loss").isNull());
        JsonNode end = json.readTree(lines.get(9));
        assertEquals("FINISHED", end.get("status").asText());
        assertEquals(.0498, end.get("tests").get(1).get("loss").asDouble());
        assertEquals(3.2e12, end.get("figures").get("flops").asDouble());
    }

    @Test
    void aMessageThatBeginsWithTheStatusIsNotToldTwice() {
        Summary summary = new Summary(Glyphs.UNICODE);
        RunResult stopped = new RunResult(RunStatus.STOPPED, "stopped after step 9 of 480", List.of(), List.of());
        assertEquals(List.of("stopped after step 9 of 480"), summary.lines(stopped));
    }

    @Test
    void theSummaryNamesResolutionsNeverSeen() {
        Summary summary = new Summary(Glyphs.UNICODE);
        Story.beginning().forEach(summary::on);
        summary.on(Story.end());
        assertEquals(
                List.of(
                        "test error",
                        "  32²  .0412  trained",
                        "  64²  .0498  never seen",
                        "finished  0:41  81k params  3.2 Tflop"),
                summary.lines(Story.finished()));
    }
}
