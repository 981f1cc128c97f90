package org.espalier.host.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.growth.Decision;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.Subscription;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.espalier.host.support.TinyContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of settings, and job files, that are written while a run trains. */
@Timeout(60)
class SettingsFolderTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 4000\ncheckpoint: { every: 1 h }\n";

    private final AtomicLong clock = new AtomicLong();
    private final Courier courier = new Courier(runs);
    private Path conf;

    @BeforeEach
    void aFolder() throws Exception {
        conf = Files.createDirectories(folder.resolve("conf/runs"));
    }

    @AfterEach
    void noCourier() {
        courier.close();
    }

    private void pass() {
        clock.addAndGet(FileWatch.STILL_NANOS);
    }

    /** What a run says of a kind, as something is done. */
    private String said(Run run, String kind, Deed deed) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        String[] text = new String[1];
        AtomicBoolean begun = new AtomicBoolean();
        try (Subscription own = run.subscribe(event -> {
            // What it said last it tells whoever comes.
            if (begun.get()
                    && event instanceof RunEvent.Noted noted
                    && noted.kind().equals(kind)) {
                text[0] = noted.text();
                done.countDown();
            }
        })) {
            begun.set(true);
            // As the clock of the watch does: again and again.
            boolean said = false;
            for (int looks = 0; looks < 500 && !said; looks++) {
                deed.done();
                pass();
                said = done.await(40, TimeUnit.MILLISECONDS);
            }
            assertTrue(said, own::toString);
        }
        return text[0];
    }

    private interface Deed {
        void done() throws Exception;
    }

    private SettingsFolder watching() {
        return new SettingsFolder(conf, runs, courier, clock::get);
    }

    @Test
    void aFileThatIsWrittenWhileARunTrainsIsTakenOnceItLiesStill() throws Exception {
        Files.writeString(conf.resolve("tiny.yaml"), "clip: 9\n");
        SettingsFolder watch = watching();
        Run run = start(LONG);
        watch.look();
        pass();
        watch.look();
        Path file = Files.writeString(conf.resolve("tiny.yaml"), "because: it jumps\noptimizer.lr: 1e-");
        watch.look();
        Files.writeString(file, "because: it jumps\noptimizer.lr: 1e-3\n");
        watch.look();
        pass();
        assertEquals("optimizer.lr 0.02 → 0.001", said(run, "set", watch::look));
        Files.delete(file);
        watch.look();
        pass();
        watch.look();
        run.stop();
        run.await();
        assertEquals(1, journal(run, "set").size(), "neither what lay there before, nor half a file, nor a deletion");
        assertEquals("conf/runs/tiny.yaml", journal(run, "set").get(0).get("actor"));
        assertEquals("it jumps", journal(run, "set").get(0).get("because"));
        assertEquals(0, journal(run, "set-refused").size());
    }

    @Test
    void aWrongFileIsRefusedAsAWholeWithItsLineAndTheRunGoesOn() throws Exception {
        SettingsFolder watch = watching();
        Run run = start(LONG);
        write(watch, "tiny.yaml", "clip: 1\noptimizer:\n  lr: fast\n");
        String why = said(run, "set-refused", watch::look);
        assertTrue(why.startsWith("conf/runs/tiny.yaml:3: optimizer.lr: fast — wants a number"), why);
        assertTrue(why.endsWith("; nothing is changed"), why);
        write(watch, "other.yaml", "run: tiny\nseed: 3\n");
        why = said(run, "set-refused", watch::look);
        assertTrue(why.startsWith("conf/runs/other.yaml:2: seed: 3 — a run keeps it"), why);
        write(watch, "tiny.yaml", "clip: [1\n");
        why = said(run, "set-refused", watch::look);
        assertTrue(why.startsWith("conf/runs/tiny.yaml:"), why);
        run.stop();
        run.await();
        assertEquals(0, journal(run, "set").size());
        assertEquals(3, journal(run, "set-refused").size());
        assertEquals("conf/runs/tiny.yaml", journal(run, "set-refused").get(0).get("actor"));
    }

    private void write(SettingsFolder watch, String name, String text) throws Exception {
        Files.writeString(conf.resolve(name), text);
        watch.look();
        pass();
    }

    private void edit(JobFiles watch, String more) throws Exception {
        watch.look();
        // A name of its own beside it, and then in its place, as editors do.
        Path aside = Files.writeString(folder.resolve("tiny.yaml~"), TinyContainer.job(more));
        Files.move(aside, folder.resolve("tiny.yaml"), StandardCopyOption.REPLACE_EXISTING);
        watch.look();
        pass();
    }

    @Test
    void aJobFileThatChangesIsToldAndTakenOverOnlyIfItSaysSo() throws Exception {
        JobFiles watch = new JobFiles(runs, courier, clock::get);
        Run run = start(LONG);
        String name = folder.getFileName() + "/tiny.yaml";
        edit(watch, LONG + "clip: 2.0\nseed: 3\n");
        assertEquals(
                name
                        + " says otherwise now: clip nothing → 2.0 (may change), seed 1 → 3 (may not); without 'follow: true'"
                        + " in it the run takes nothing over",
                said(run, "job-changed", watch::look));
        edit(watch, LONG + "clip: 2.0\nseed: 3\nfollow: true\n");
        assertEquals(
                name
                        + " says otherwise now: clip nothing → 2.0 (may change), seed 1 → 3 (may not); a run takes its file"
                        + " over as a whole or not at all; nothing is changed",
                said(run, "set-refused", watch::look));
        edit(watch, LONG + "clip: 2.0\nfollow: true\n");
        assertEquals("clip nothing → 2.0", said(run, "set", watch::look));
        edit(watch, LONG + "clip: two\nfollow: true\n");
        String why = said(run, "set-refused", watch::look);
        assertTrue(why.contains("tiny.yaml:10: clip: two — wants a number"), why);
        edit(watch, LONG + "follow: true\n");
        assertEquals("clip 2.0 → nothing", said(run, "set", watch::look));
        assertEquals(name, journal(run, "set").get(0).get("actor"));
        run.stop();
        run.await();
        watch.look();
    }

    @Test
    void entriesThatComeAndGoInAJobFileComeAndGoInTheRun() throws Exception {
        container.put(
                container.registry().strategies(), "never", new Scripted((seen, state) -> Decision.keep("no", state)));
        JobFiles watch = new JobFiles(runs, courier, clock::get);
        Run run = start(LONG);
        edit(watch, LONG + "follow: true\ngrowth: [ { id: width, type: never, dims: hidden } ]\n");
        String said = said(run, "set", watch::look);
        assertTrue(said.startsWith("growth.width nothing → {"), said);
        edit(watch, LONG + "follow: true\ngrowth: [ { id: width, type: never, dims: hidden, every: 2 epochs } ]\n");
        assertEquals("growth.width.every 1 epoch → 2 epochs", said(run, "set", watch::look));
        edit(watch, LONG + "follow: true\n");
        said = said(run, "set", watch::look);
        assertTrue(said.endsWith("→ nothing"), said);
        run.stop();
        run.await();
    }

    @Test
    void entriesInAnotherOrderInAJobFileAreAskedInThatOrder() throws Exception {
        container.put(container.registry().models(), "mlp", new TappedMlp());
        container.put(
                container.registry().strategies(), "never", new Scripted((seen, state) -> Decision.keep("no", state)));
        String model = LONG + "follow: true\nmodel: { type: mlp, hidden: 4, rank: 1, taps: false, reports: false }\n";
        String a = "{ id: a, type: never, dims: hidden }";
        String b = "{ id: b, type: never, dims: rank }";
        JobFiles watch = new JobFiles(runs, courier, clock::get);
        Run run = start(model + "growth: [ " + a + ", " + b + " ]\n");
        edit(watch, model + "growth: [ " + b + ", " + a + " ]\n");
        assertEquals("growth.order [a, b] → [b, a]", said(run, "set", watch::look));
        assertEquals("b", run.plan().get(0).entry());
        run.stop();
        run.await();
    }
}
