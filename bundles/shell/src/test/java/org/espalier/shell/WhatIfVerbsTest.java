package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.RunComparer;
import org.espalier.api.run.RunReporter;
import org.espalier.shell.display.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that ask what if: fork, compare, replay. */
@Timeout(20)
class WhatIfVerbsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeRuns runs = new FakeRuns();
    private final List<RunReporter> reporters = new ArrayList<>();

    private int execute(String... words) {
        Session session =
                Sessions.around(runs).reportedBy(reporters).printing(out, err).in(folder, folder);
        return new Verbs(session).execute(List.of(words));
    }

    private void aRunOf(String id) throws IOException {
        Files.createDirectories(folder.resolve("runs").resolve(id).resolve("checkpoints/10"));
        Files.writeString(folder.resolve("runs").resolve(id).resolve("job.yaml"), "name: it\n");
    }

    @Test
    void aForkIsAskedForWithItsCheckpointItsChangesAndWhy() throws Exception {
        aRunOf("darcy/2");
        runs.run = FakeRun.telling(folder.resolve("runs/darcy/2"), Story.beginning(), Story.finished());
        String user = System.getProperty("user.name");
        assertEquals(
                0,
                execute(
                        "fork",
                        "darcy@400",
                        "--set",
                        "growth.modes=remove",
                        "--name",
                        "fixed",
                        "--because",
                        "what if?"));
        Path darcy = folder.resolve("runs/darcy/2");
        assertEquals(
                "fork " + darcy + " OptionalLong[400] fixed {growth.modes=remove} " + user + ": what if?",
                runs.asked.get(0));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("  a fork of darcy@400\n"), out::toString);
        assertEquals(0, execute("fork", darcy.toString(), "--quiet"));
        assertEquals("fork " + darcy + " OptionalLong.empty  {} " + user, runs.asked.get(1));
        assertEquals(2, execute("fork", "burgers@4"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("fork: no run 'burgers'"), err::toString);
    }

    @Test
    void aForkOfTheNewestCheckpointSaysWhichThatWas() throws Exception {
        aRunOf("darcy/2");
        aRunOf("fixed/1");
        Path fork = folder.resolve("runs/fixed/1");
        Files.writeString(
                fork.resolve("journal.jsonl"),
                """
                {"kind":"fork","step":80,"parent":"older/1@80"}
                {"kind":"fork","step":120,"parent":"darcy/2@120"}
                {"kind":"set","step":120,"key":"growth.modes.type","from":"ifno","to":"late","settings":"carried over explained 0.99"}
                {"kind":"growth","step":121,"dim":"L0.modes","from":4,"to":5}
                {"kind":"set","step":121,"key":"clip","parent":"none"}
                """);
        runs.run = FakeRun.telling(fork, Story.beginning(), Story.finished());
        assertEquals(0, execute("fork", "darcy"));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                said.startsWith(
                        """
                        fixed/1  a fork of darcy/2@120
                        fixed/1  growth.modes.type ifno → late; settings: carried over explained 0.99
                        """),
                said);
        assertFalse(said.contains("clip"), said);
    }

    @Test
    void aDryRunOfAForkSaysWhatWouldBeAnotherAndWhatItWouldDoFirst() throws Exception {
        aRunOf("darcy/2");
        assertEquals(0, execute("fork", "darcy@400", "--set", "growth.modes.type=late", "--dry-run"), err::toString);
        assertEquals(
                """
                darcy@400  growth.modes.type ifno → late; settings: dropped explained 0.99
                this is what would be done when NEXT says, with the weights of now:
                ENTRY  STRATEGY          SERVED BY          NEXT            ANSWER  PLAN           WHY
                modes  inrank-efficient  org.example 1.0.0  after step 280  grow    L0.modes 12→5  fixed
                nothing was begun: a dry run
                """,
                out.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("try fork " + folder.resolve("runs/darcy/2") + " {growth.modes.type=late}"), runs.asked);
        out.reset();
        assertEquals(0, execute("fork", "darcy@400", "--set", "growth.modes.type=late", "--dry-run", "--json"));
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .startsWith("{\"run\":\"darcy@400\",\"key\":\"growth.modes.type\",\"from\":\"ifno\","),
                out::toString);
    }

    @Test
    void aReplayEndsWithWhetherItIsTheSame() throws Exception {
        aRunOf("darcy/2");
        runs.run = FakeRun.telling(folder.resolve("runs/darcy/2"), Story.beginning(), Story.finished());
        assertEquals(0, execute("replay", "darcy"));
        assertEquals(List.of("replay " + folder.resolve("runs/darcy/2")), runs.asked);
    }

    @Test
    void aReplayDoesNotStandForItsJob() throws Exception {
        aRunOf("darcy/1");
        aRunOf("darcy/2");
        Path trained = folder.resolve("runs/darcy/1");
        Path replay = folder.resolve("runs/darcy/2");
        Files.createDirectory(replay.resolve("replayed"));
        runs.run = FakeRun.telling(trained, Story.beginning(), Story.finished());
        assertEquals(0, execute("resume", "darcy", "--set", "epochs=30"), err::toString);
        assertEquals(0, execute("replay", "darcy"));
        assertEquals(0, execute("replay", "darcy/2"), "by its own name it is a run like others");
        assertTrue(runs.asked.get(0).startsWith("resume " + trained + " {epochs=30}"), runs.asked::toString);
        assertEquals(List.of("replay " + trained, "replay " + replay), runs.asked.subList(1, 3));
        Files.createDirectory(trained.resolve("replayed"));
        assertEquals(2, execute("replay", "darcy"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("there are darcy/1, darcy/2"), err::toString);
    }

    /** Compares whatever it is asked to, by heart. */
    private static final class ByHand implements RunComparer {
        private final List<Object> asked = new ArrayList<>();

        @Override
        public Comparison compare(List<Path> directories, Path page) {
            asked.add(directories);
            asked.add(page);
            Comparison.Compared one = new Comparison.Compared(
                    "darcy/2",
                    "finished",
                    List.of("clip 1 → 2 at step 450"),
                    480,
                    0.05,
                    0.061,
                    0.06,
                    Map.of(64, 0.0421),
                    80,
                    3.2e12,
                    41.2,
                    81234,
                    Map.of("modes", 9));
            Comparison.Compared two = new Comparison.Compared(
                    "fixed/1",
                    "not ended",
                    List.of(),
                    420,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Map.of(),
                    20,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Map.of());
            return Comparison.of(Optional.of("darcy/2@400"), 400, List.of(one, two));
        }

        @Override
        public Controlled controlled(Path directory) {
            return Controlled.of(
                    arm("darcy/2", 0.061, 9),
                    Map.of(Control.SHUFFLED, arm("darcy-shuffled/1", 1.5, 24), Control.UNTRAINED, arm("u/1", 2, 2)),
                    List.of(new Controlled.Verdict(
                            "rank", 2, "further than untrained weights; shuffled targets give more")),
                    "grown further than untrained weights 1 of 1, than shuffled targets 0 of 1");
        }

        private static Comparison.Compared arm(String id, double heldOut, int rank) {
            return new Comparison.Compared(
                    id,
                    "finished",
                    List.of(),
                    480,
                    0.05,
                    heldOut,
                    heldOut,
                    Map.of(),
                    480,
                    3e12,
                    41,
                    81234,
                    Map.of("rank", rank));
        }

        @Override
        public Path report(Path directory) {
            return directory;
        }
    }

    @Test
    void runsAreComparedInATableAndOnAPage() throws Exception {
        aRunOf("darcy/2");
        aRunOf("fixed/1");
        assertEquals(1, execute("compare", "darcy", "fixed"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no bundle compares runs"), err::toString);
        ByHand byHand = new ByHand();
        reporters.add(byHand);
        assertEquals(0, execute("compare", "darcy", "fixed"), err::toString);
        Path runsFolder = folder.resolve("runs");
        assertEquals(
                List.of(
                        List.of(runsFolder.resolve("darcy/2"), runsFolder.resolve("fixed/1")),
                        runsFolder.resolve("compare.html")),
                byHand.asked);
        assertEquals(
                """
                one run up to darcy/2@400; numbers are of what came after it
                RUN      STATUS     HELD-OUT  LOWEST  TRAINING  TEST         STEPS  FLOPS      TIME  PARAMETERS  SIZES
                darcy/2  finished   .0610     .0600   .0500     .0421 at 64  80     3.2 Tflop  0:41  81234       modes 9
                fixed/1  not ended  -         -       -         -            20     -          -     -
                darcy/2  clip 1 → 2 at step 450
                page  runs/compare.html
                """,
                out.toString(StandardCharsets.UTF_8));
        out.reset();
        assertEquals(0, execute("compare", "darcy", "fixed", "--json", "--output", "x.html"));
        assertEquals(folder.resolve("x.html"), byHand.asked.get(3));
        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"run\":\"darcy/2\",\"status\":\"finished\",\"origin\":\"darcy/2@400\","), json);
        assertFalse(json.lines().toList().get(1).contains("held-out"), json);
        assertEquals(2, execute("compare", "darcy", "darcy/2"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("darcy/2 is named twice"), err::toString);
        assertEquals(2, execute("compare", "darcy"));
    }

    @Test
    void controlsAreTrainedOneAfterTheOtherAndToldWithWhatTheySay() throws Exception {
        aRunOf("darcy/2");
        runs.run = FakeRun.telling(folder.resolve("runs/darcy/2"), Story.beginning(), Story.finished());
        reporters.add(new ByHand());
        assertEquals(0, execute("controls", "darcy", "--quiet"), err::toString);
        Path darcy = folder.resolve("runs/darcy/2");
        assertEquals(List.of("control " + darcy + " untrained", "control " + darcy + " shuffled"), runs.asked);
        String table =
                """
                               BORN  darcy/2  untrained  shuffled
                rank           2     9        2          24
                held-out loss        .0610    2.00       1.50
                rank  further than untrained weights; shuffled targets give more
                darcy/2  grown further than untrained weights 1 of 1, than shuffled targets 0 of 1
                report  runs/darcy/2/report.html
                """;
        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith(table), out::toString);
        out.reset();
        runs.asked.clear();
        assertEquals(0, execute("controls", "darcy", "--only", "untrained", "--quiet", "--json"));
        assertEquals(List.of("control " + darcy + " untrained"), runs.asked);
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .contains("{\"run\":\"darcy/2\",\"dim\":\"rank\",\"born\":2,\"size\":9,\"untrained\":2,"
                                + "\"shuffled\":24,\"verdict\":"),
                out::toString);
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .endsWith("{\"run\":\"darcy/2\",\"verdict\":\"grown further than untrained weights 1 of 1, than"
                                + " shuffled targets 0 of 1\"}\n"),
                out::toString);
        assertEquals(2, execute("controls", "darcy", "--only", "random"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).endsWith("--only: random — wants untrained or shuffled\n"),
                err::toString);
    }
}
