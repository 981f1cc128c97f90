package org.espalier.host.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
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
}
