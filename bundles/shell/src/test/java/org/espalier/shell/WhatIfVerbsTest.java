package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.RunComparer;
import org.espalier.api.run.RunReporter;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Story;
import org.espalier.shell.display.Terminal;
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
        Session session = new Session(
                runs,
                new FakeCatalog(),
                () -> reporters,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.plain(Glyphs.UNICODE),
                Interrupts.none(),
                new FakeContainer(),
                folder,
                folder);
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
                {"kind":"set","step":121,"key":"clip","parent":"none"}
                """);
        runs.run = FakeRun.telling(fork, Story.beginning(), Story.finished());
        assertEquals(0, execute("fork", "darcy"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("fixed/1  a fork of darcy/2@120\n"), out::toString);
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

    @Test
    void runsAreComparedInATableAndOnAPage() throws Exception {
        aRunOf("darcy/2");
        aRunOf("fixed/1");
        assertEquals(1, execute("compare", "darcy", "fixed"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no bundle compares runs"), err::toString);
        List<Object> asked = new ArrayList<>();
        reporters.add(new RunComparer() {
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
            public Path report(Path directory) {
                return directory;
            }
        });
        assertEquals(0, execute("compare", "darcy", "fixed"), err::toString);
        Path runsFolder = folder.resolve("runs");
        assertEquals(
                List.of(
                        List.of(runsFolder.resolve("darcy/2"), runsFolder.resolve("fixed/1")),
                        runsFolder.resolve("compare.html")),
                asked);
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
        assertEquals(folder.resolve("x.html"), asked.get(3));
        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"run\":\"darcy/2\",\"status\":\"finished\",\"origin\":\"darcy/2@400\","), json);
        assertFalse(json.lines().toList().get(1).contains("held-out"), json);
        assertEquals(2, execute("compare", "darcy", "darcy/2"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("darcy/2 is named twice"), err::toString);
        assertEquals(2, execute("compare", "darcy"));
    }
}
