package org.espalier.host.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.Subscription;
import org.espalier.host.runs.HostedTinyRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings for runs as Config Admin hands them over. */
@Timeout(60)
class RunConfigurationsTest extends HostedTinyRuns {
    private final RunConfigurations configurations = new RunConfigurations(runs);

    private static void await(Run run, String kind, Runnable deed) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try (Subscription own = run.subscribe(event -> {
            if (event instanceof RunEvent.Noted noted && noted.kind().equals(kind)) {
                done.countDown();
            }
        })) {
            deed.run();
            assertTrue(done.await(20, TimeUnit.SECONDS), own::toString);
        }
    }

    private void configure(String pid, Map<String, Object> properties) {
        configurations.updated(pid, new Hashtable<>(properties));
    }

    @Test
    void aConfigurationIsAnOrderForTheRunThatItNames() throws Exception {
        Run older = start("epochs: 4000\n");
        Run run = start("epochs: 4000\n");
        await(
                run,
                "set",
                () -> configure(
                        "org.espalier.run~a",
                        Map.of("run", "tiny", "optimizer.lr", 0.001, "because", "why", "service.pid", "x")));
        await(
                older,
                "set",
                () -> configure(
                        "org.espalier.run~b",
                        Map.of("run", older.id(), "clip", "2", "felix.fileinstall.filename", "file:/a/b/old.cfg")));
        await(run, "set-refused", () -> configure("org.espalier.run~a", Map.of("run", "tiny", "clip", 1, "seed", 9)));
        configure("org.espalier.run~c", Map.of("clip", 3));
        configure("org.espalier.run~c", Map.of("run", "nowhere", "clip", 3));
        configurations.deleted("org.espalier.run~a");
        for (Run one : List.of(run, older)) {
            one.stop();
            one.await();
        }
        configure("org.espalier.run~a", Map.of("run", "tiny", "clip", 3));
        assertEquals(1, journal(run, "set").size(), "the newest, and nothing of what is wrong");
        Map<String, Object> set = journal(run, "set").get(0);
        assertEquals("configuration org.espalier.run~a", set.get("actor"));
        assertEquals("why", set.get("because"));
        assertEquals("0.001", set.get("to"));
        assertEquals("configuration old.cfg", journal(older, "set").get(0).get("actor"));
        String why = String.valueOf(journal(run, "set-refused").get(0).get("why"));
        assertTrue(why.startsWith("configuration org.espalier.run~a: seed: 9 — a run keeps it for life"), why);
        configurations.close();
    }

    @Test
    void aReplayDoesNotStandForItsJob() throws Exception {
        Run run = start("epochs: 100000\n");
        Run replay = start("epochs: 100000\n");
        Files.createDirectory(replay.directory().resolve("replayed"));
        await(run, "set", () -> configure("org.espalier.run~a", Map.of("run", "tiny", "clip", 1)));
        for (Run one : List.of(run, replay)) {
            one.stop();
            one.await();
        }
        assertEquals(List.of(), journal(replay, "set"));
    }

    @Test
    void ofTwoRunsOfOneNameNeitherIsMeantUnlessTheDirectorySaysWhich() throws Exception {
        Run here = start("epochs: 4000\n");
        Run there = runs.start(RunRequest.of(folder.resolve("tiny.yaml"), folder.resolve("others")));
        assertEquals(here.id(), there.id());
        configure("org.espalier.run~a", Map.of("run", here.id(), "clip", 1));
        configure("org.espalier.run~a", Map.of("run", "tiny", "clip", 1));
        for (Run one : List.of(here, there)) {
            String directory = one.directory().toString();
            await(one, "set", () -> configure("org.espalier.run~b", Map.of("run", directory, "epochs", 4001)));
            one.stop();
            one.await();
            assertEquals(
                    List.of("epochs"),
                    journal(one, "set").stream().map(line -> line.get("key")).toList());
        }
        configurations.close();
    }

    @Test
    void aConfigurationWhoseFileLayThereBeforeTheContainerCameUpIsNoOrder() throws Exception {
        Run run = start("epochs: 4000\n");
        Path file = Files.writeString(folder.resolve("org.espalier.run-tiny.cfg"), "run = tiny\n");
        Map<String, Object> old = Map.of(
                "run",
                "tiny",
                "clip",
                1,
                "felix.fileinstall.filename",
                file.toUri().toString());
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        RunConfigurations begunLater = new RunConfigurations(runs, later);
        begunLater.updated("org.espalier.run~tiny", new Hashtable<>(old));
        begunLater.close();
        Map<String, Object> fresh = new HashMap<>(old);
        fresh.put("clip", 2);
        await(run, "set", () -> configure("org.espalier.run~tiny", fresh));
        run.stop();
        run.await();
        assertEquals(
                List.of("2.0"),
                journal(run, "set").stream().map(line -> line.get("to")).toList());
        configurations.close();
    }
}
