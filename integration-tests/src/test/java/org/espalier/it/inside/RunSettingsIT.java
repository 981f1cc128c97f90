package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.espalier.api.run.Cause;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** A run takes settings while it trains: from Config Admin, from files, from its job file. */
@ExtendWith(ServiceExtension.class)
@Timeout(120)
class RunSettingsIT {
    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    @InjectService
    ConfigurationAdmin configurations;

    private final Path settings = Path.of(System.getProperty("espalier.test.settings"));
    private final BlockingQueue<RunEvent.Noted> notes = new LinkedBlockingQueue<>();
    private Training training;
    private Run run;

    @BeforeEach
    void aRunThatTrains() throws Exception {
        training = Training.of(runs, SmallJob.asItIs(), folder);
        run = training.start("runs", Map.of("epochs", "100000"));
        run.subscribe(event -> {
            if (event instanceof RunEvent.Noted noted) notes.add(noted);
        });
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.stop();
        run.await();
        try (var files = Files.list(settings)) {
            for (Path file : files.toList()) Files.delete(file);
        }
    }

    private String said(String kind) throws InterruptedException {
        while (true) {
            RunEvent.Noted note = notes.poll(60, TimeUnit.SECONDS);
            if (note == null) throw new AssertionError("nothing was said of kind " + kind);
            if (note.kind().equals(kind)) return note.text();
        }
    }

    private RunFolder stopped() throws Exception {
        run.stop();
        Training.ended(run, RunStatus.STOPPED);
        return new RunFolder(run.directory());
    }

    private static Dictionary<String, Object> properties(Map<String, Object> map) {
        return new Hashtable<>(map);
    }

    @Test
    void aConfigurationChangesSettingsOfTheRunThatItNamesAndAWrongOneNothing() throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration("org.espalier.run", "it", "?");
        try {
            configuration.update(properties(Map.of(
                    "run", run.id(), "growth.modes.explained", 0.5, "optimizer.lr", "1e-3", "because", "a test")));
            assertTrue(said("set").contains("→"));
            said("set");
            configuration.update(
                    properties(Map.of("run", run.id(), "growth.modes.explained", 7, "optimizer.lr", "2e-3")));
            String why = said("set-refused");
            assertTrue(why.startsWith("configuration org.espalier.run~it: growth.modes.explained: 7"), why);
            assertTrue(run.job().contains("explained: 0.5"), run::job);
            assertTrue(run.job().contains("lr: 0.001"), run::job);
        } finally {
            configuration.delete();
        }
        run.checkpoint(Cause.of("a test", ""));
        List<String> set = stopped().journal("set");
        assertEquals(2, set.size(), set::toString);
        for (String line : set) {
            assertEquals("configuration org.espalier.run~it", field(line, "actor"));
            assertEquals("a test", field(line, "because"));
        }
    }

    @Test
    void aFileOfConfigAdminsOwnMayLieInTheDropInFolder() throws Exception {
        Path plugins = Path.of(System.getProperty("espalier.test.plugins"));
        Path part = Files.writeString(plugins.resolve("run.part"), "run = small\nclip = 3\n");
        Path file = Files.move(part, plugins.resolve("org.espalier.run-it.cfg"));
        try {
            assertEquals("clip nothing → 3.0", said("set"));
        } finally {
            Files.delete(file);
        }
        String line = stopped().journal("set").get(0);
        assertEquals("configuration org.espalier.run-it.cfg", field(line, "actor"));
    }

    @Test
    void aFileInConfIsTakenByTheNewestRunOfItsNameOrRefusedWithItsLine() throws Exception {
        Path file = settings.resolve("small.yaml");
        Files.writeString(file, "because: a test\ngrowth:\n  modes: off\nclip: 1\n");
        said("set");
        said("set");
        Files.writeString(file, "clip: 2\nseed: 9\n");
        String why = said("set-refused");
        assertTrue(why.startsWith("conf/runs/small.yaml:2: seed: 9 — a run keeps it for life"), why);
        RunFolder left = stopped();
        assertEquals(2, left.journal("set").size());
        assertEquals("conf/runs/small.yaml", field(left.journal("set").get(0), "actor"));
    }

    @Test
    void aJobFileThatChangesIsToldAndTakenOverIfItSaysFollow() throws Exception {
        SmallJob.asItIs().with("lr: 5e-3", "lr: 1e-3").in(folder);
        String said = said("job-changed");
        assertTrue(said.contains("small.yaml says otherwise now: optimizer.lr 0.005 → 0.001 (may change);"), said);
        SmallJob.asItIs()
                .with("lr: 5e-3", "lr: 1e-3")
                .with("workers: 2", "workers: 2\nfollow: true")
                .in(folder);
        assertEquals("optimizer.lr 0.005 → 0.001", said("set"));
    }
}
