package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Comparison.Compared;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CompareTest {
    @TempDir
    Path folder;

    private Path parent;
    private Path page;

    @BeforeEach
    void aRun() throws IOException {
        parent = SyntheticRun.squares(folder.resolve("runs/darcy/1"));
        page = folder.resolve("compare.html");
    }

    private Comparison compare(Path... runs) throws IOException {
        return new HtmlReporter().compare(List.of(runs), page);
    }

    /** A fork of a run as the host makes it: its history up to a step, what was changed, then a story of its own. */
    private Path fork(Path of, String id, long step) throws IOException {
        Path run = folder.resolve("runs").resolve(id);
        Files.createDirectories(run);
        Files.copy(of.resolve("job.yaml"), run.resolve("job.yaml"));
        String parentId = of.getParent().getFileName() + "/" + of.getFileName();
        List<String> journal = new ArrayList<>(before(of.resolve("journal.jsonl"), step));
        journal.add("{\"kind\":\"fork\",\"step\":" + step + ",\"parent\":\"" + parentId + "@" + step + "\",\"run\":\""
                + id + "\",\"settings\":{\"growth.modes\":\"off\"},\"actor\":\"ada\",\"because\":\"what if?\"}");
        journal.add("{\"kind\":\"set\",\"step\":" + step + ",\"key\":\"growth.modes\",\"from\":\"ifno\",\"to\":\"\","
                + "\"actor\":\"ada\",\"because\":\"what if?\"}");
        Files.write(run.resolve("journal.jsonl"), journal);
        List<String> metrics = new ArrayList<>(before(of.resolve("metrics.jsonl"), step));
        for (String line : Files.readAllLines(of.resolve("metrics.jsonl"))) {
            if (!metrics.contains(line) && line.contains("epoch")) {
                metrics.add(line.replaceAll("\"held-out\":[0-9.]+", "\"held-out\":0.5")
                        .replaceAll("\"flops\":[0-9.e+-]+", "\"flops\":1e13"));
            }
        }
        Files.write(run.resolve("metrics.jsonl"), metrics);
        return run;
    }

    private static List<String> before(Path file, long step) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> Long.parseLong(line.replaceAll(".*\"step\":([0-9]+).*", "$1")) <= step)
                .toList();
    }

    @Test
    void aForkAndItsParentAreComparedFromWhereTheyPart() throws Exception {
        Comparison comparison = compare(parent, fork(parent, "fixed/1", 240));
        assertEquals(Optional.of("darcy/1@240"), comparison.origin());
        assertEquals(240, comparison.branch());
        Compared grown = comparison.runs().get(0);
        Compared fixed = comparison.runs().get(1);
        assertEquals("finished", grown.status());
        assertEquals("not ended", fixed.status(), "a run that trains is compared as far as it is");
        assertEquals(Map.of(32, 0.0412, 64, 0.0498), grown.tests());
        assertEquals(240, grown.steps());
        assertEquals(0.5, fixed.best(), "what was before the branch is the parent's");
        assertEquals(0.5, fixed.heldOut());
        assertTrue(grown.heldOut() < 0.2 && grown.best() <= grown.heldOut());
        double atBranch = flops(parent, 240);
        assertEquals(3.2e12 - atBranch, grown.flops(), 1);
        assertEquals(1e13 - atBranch, fixed.flops(), 1);
        assertEquals(8, grown.sizes().get("layer0.modes"));
        assertEquals(6, fixed.sizes().get("layer0.modes"));
        assertEquals(List.of(), grown.changes());
        assertEquals(List.of("growth.modes ifno → nothing at step 240 by ada: what if?"), fixed.changes());
    }

    private static double flops(Path run, long step) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("\"kind\":\"epoch\"") && line.contains("\"step\":" + step + ","))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*\"flops\":([0-9.e+-]+).*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void siblingsAndGrandchildrenPartWhereTheirHistoriesDo() throws Exception {
        Path early = fork(parent, "early/1", 120);
        Path late = fork(parent, "late/1", 240);
        Path child = fork(late, "child/1", 360);
        assertEquals(120, compare(early, late).branch());
        assertEquals(Optional.of("darcy/1@120"), compare(child, early).origin());
        assertEquals(Optional.of("late/1@360"), compare(late, child).origin());
        assertEquals(240, compare(parent, child).branch());
        assertEquals(120, compare(parent, late, early).branch(), "of several the first");
    }

    private static void journalled(Path run, String... lines) throws IOException {
        Files.write(run.resolve("journal.jsonl"), List.of(lines), StandardOpenOption.APPEND);
    }

    private static String swapped(long step, String plugin) {
        return "{\"kind\":\"swap\",\"step\":" + step + ",\"key\":\"loss\",\"from\":\"h1\",\"to\":\"" + plugin + "\"}";
    }

    @Test
    void aSwapAtTheVeryStepOfTheBranchBelongsToBothIfTheCheckpointIsOfAfterIt() throws Exception {
        Path young = folder.resolve("runs/young/1");
        Files.createDirectories(young);
        for (String file : List.of("job.yaml", "metrics.jsonl")) {
            Files.copy(parent.resolve(file), young.resolve(file));
        }
        Files.write(young.resolve("journal.jsonl"), before(parent.resolve("journal.jsonl"), 240));
        journalled(young, swapped(240, "before"));
        Path fork = fork(young, "fixed/1", 240);
        journalled(young, swapped(240, "after"));
        Comparison comparison = compare(young, fork);
        assertEquals(
                List.of("measured by after", "loss h1 → after at step 240"),
                comparison.runs().get(0).changes());
        assertEquals(
                List.of("measured by before", "growth.modes ifno → nothing at step 240 by ada: what if?"),
                comparison.runs().get(1).changes());
        for (Element chart : ParsedPage.of(Files.readString(page)).all("svg")) {
            assertEquals(1, classes(chart, "rect", "change run0"), "the parent's own alone");
            assertEquals(1, classes(chart, "rect", "change run1"));
        }
    }

    @Test
    void aWholeEntryIsToldByItsStrategyUnlessThatIsTheSame() throws Exception {
        Path fork = fork(parent, "fixed/1", 240);
        String set = "{\"kind\":\"set\",\"step\":250,\"key\":\"growth.modes\",\"from\":\"%s\",\"to\":\"%s\"}";
        String entry = "{id: modes, type: ifno, dims: '*.modes', explained: 0.9}";
        String other = "{id: modes, type: ifno, dims: '*.modes', explained: 0.8}";
        journalled(
                fork,
                set.formatted(entry, ""),
                set.formatted("{id=modes, type=ifno, dims=*.modes, every=1 epoch}", "{id=modes, type=schedule}"),
                set.formatted(entry, other));
        List<String> changes = compare(parent, fork).runs().get(1).changes();
        assertEquals("growth.modes ifno → nothing at step 250", changes.get(1));
        assertEquals("growth.modes ifno → schedule at step 250", changes.get(2));
        assertEquals("growth.modes " + entry + " → " + other + " at step 250", changes.get(3));
    }

    @Test
    void lossesThatDoNotCompareAreToldAndHaveNoLowest() throws Exception {
        Path fork = fork(parent, "fixed/1", 240);
        journalled(fork, swapped(300, "h2").replace("\"h1\"", "\"{type: mse, eps: 1}\""));
        Files.writeString(parent.resolve("job.yaml"), "name: darcy\nloss: { type: mse }\n");
        List<Compared> runs = compare(parent, fork).runs();
        assertEquals(List.of("measured by mse"), runs.get(0).changes());
        assertTrue(Double.isFinite(runs.get(0).best()));
        assertEquals(
                "measured by mse, by h2 from step 300; no lowest, since they do not compare",
                runs.get(1).changes().get(0));
        assertTrue(Double.isNaN(runs.get(1).best()), "a lowest of two losses means nothing");
        assertTrue(Double.isFinite(runs.get(1).heldOut()));
        assertTrue(Files.readString(page).contains("measured by mse, by h2 from step 300"));
    }

    @Test
    void aCopyOfARunIsRefusedWhateverItIsCalled() throws Exception {
        for (String name : List.of("elsewhere/darcy/1", "runs/renamed/1")) {
            Path copy = Files.createDirectories(folder.resolve(name));
            for (String file : List.of("job.yaml", "journal.jsonl", "metrics.jsonl")) {
                Files.copy(parent.resolve(file), copy.resolve(file));
            }
            assertEquals(
                    parent + " and " + copy
                            + " are one run, of which one folder is a copy: there is nothing to compare;"
                            + " another course is begun by 'fork'",
                    assertThrows(IOException.class, () -> compare(parent, copy)).getMessage());
            Path fork = fork(copy, name.contains("renamed") ? "fork/1" : "fork/2", 240);
            assertEquals(240, compare(parent, fork).branch(), "a fork of the copy is a fork of the run");
        }
        assertFalse(Files.readString(page).contains(Long.toString(Long.MAX_VALUE)));
    }

    @Test
    void numbersAreWrittenAsPeopleWriteThem() throws Exception {
        Path fork = fork(parent, "fixed/1", 240);
        journalled(
                fork,
                "{\"kind\":\"set\",\"step\":250,\"key\":\"optimizer.lr\",\"from\":\"5.0E-4\",\"to\":\"1.25E-5\"}");
        assertEquals(
                "optimizer.lr 5e-4 → 1.25e-5 at step 250",
                compare(parent, fork).runs().get(1).changes().get(1));
    }

    @Test
    void unrelatedRunsAreComparedFromTheirFirstSteps() throws Exception {
        Path other = SyntheticRun.squares(folder.resolve("elsewhere/darcy/1"));
        Path journal = other.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("10:00:00Z", "11:00:00Z"));
        Comparison comparison = compare(parent, other);
        assertEquals(Optional.empty(), comparison.origin());
        assertEquals(
                List.of("runs/darcy/1", "elsewhere/darcy/1"),
                comparison.runs().stream().map(Compared::id).toList(),
                "of one name, told apart by their folders");
        assertTrue(ParsedPage.of(Files.readString(page)).body().contains("elsewhere/darcy/1"));
        assertEquals(480, comparison.runs().get(1).steps());
        assertEquals(3.2e12, comparison.runs().get(0).flops());
    }

    @Test
    void thePageDrawsAllOfItAndRefersToNothingOutsideItself() throws Exception {
        compare(parent, fork(parent, "fixed/1", 240));
        ParsedPage drawn = ParsedPage.of(Files.readString(page));
        List<Element> charts = drawn.all("svg");
        assertEquals(3, charts.size(), "over steps, operations and time");
        for (Element chart : charts) {
            assertEquals(1, classes(chart, "line", "branch"), "the branch is marked");
            assertEquals(2, classes(chart, "path", "curve run0") + classes(chart, "path", "curve run1"));
            assertEquals(1, classes(chart, "path", "curve training run1"));
            assertTrue(classes(chart, "circle", "event-dot run0") > 0, "what grew");
            assertEquals(1, classes(chart, "rect", "change run1"), "what somebody changed");
        }
        assertTrue(drawn.body().contains("layer0.modes"));
        assertFalse(drawn.source().contains("http:") || drawn.source().contains("https:"));
        assertEquals(List.of(), drawn.all("script"));
        assertTrue(
                drawn.source().contains("default-src 'none'") || drawn.source().contains("default-src &#39;none"));
    }

    private static int classes(Element chart, String tag, String style) {
        var all = chart.getElementsByTagName(tag);
        int found = 0;
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(style)) found++;
        }
        return found;
    }

    @Test
    void aRunWithoutAnEpochOrWithDamagedFilesIsNoReasonToFail() throws Exception {
        Path young = Files.createDirectories(folder.resolve("runs/young/1"));
        Files.writeString(young.resolve("job.yaml"), "name: young\n");
        Path damaged = SyntheticRun.squares(folder.resolve("runs/damaged/1"));
        Files.writeString(damaged.resolve("metrics.jsonl"), "{\"kind\":\"epo");
        Comparison comparison = compare(young, damaged);
        assertTrue(Double.isNaN(comparison.runs().get(0).heldOut()));
        assertTrue(ParsedPage.of(Files.readString(page)).body().contains("damaged/1: metrics.jsonl: 1 line damaged"));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertEquals(
                "two to 8 runs are compared, not 1",
                assertThrows(IOException.class, () -> compare(parent)).getMessage());
        Path none = folder.resolve("runs/none/1");
        assertEquals(
                none + " is no run",
                assertThrows(IOException.class, () -> compare(parent, none)).getMessage());
        assertFalse(Files.exists(page));
    }
}
