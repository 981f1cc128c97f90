package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;
import org.espalier.host.store.Json;
import org.espalier.host.support.TinyData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class EndingsTest extends HostedTinyRuns {

    private static Map<String, Object> result(Run run) throws Exception {
        return Json.parse(Files.readString(run.directory().resolve("result.json")));
    }

    @Test
    void aRunWhoseDataFailsLeavesItsReason() throws Exception {
        container.put(container.registry().data(), "tiny", new Source() {
            @Override
            public Dataset open(Settings settings, DataContext context) throws DataException {
                throw new DataException("a.npy", "the disk is gone");
            }
        });
        Run run = start("");
        assertEquals(RunStatus.FAILED, run.await().status());
        assertEquals("FAILED", result(run).get("status"));
        assertEquals("a.npy: the disk is gone", result(run).get("message"));
        assertEquals(0, result(run).get("steps"));
        assertTrue(!result(run).containsKey("checkpoint"), () -> "there is none");
        assertEquals("FAILED", journal(run, "end").get(0).get("status"));
    }

    @Test
    void aSourceThatIgnoresInterruptsHoldsUpNobody() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        container.put(container.registry().data(), "tiny", new Source() {
            @Override
            public Dataset open(Settings settings, DataContext context) {
                opening.countDown();
                boolean deaf = true;
                while (deaf) {
                    try {
                        deaf = !enough.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        // Goes on, as sources may that never look.
                    }
                }
                return new TinyData(50);
            }
        });
        Run run = start("");
        opening.await();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(HostedRuns.class);
        log.addAppender(said);
        try {
            runs.close();
        } finally {
            log.detachAppender(said);
        }
        assertEquals(RunStatus.PREPARING, run.status());
        assertEquals(
                List.of("tiny/1 is left behind: its data source has not stopped within PT0.05S"),
                said.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        enough.countDown();
        RunResult end = run.await();
        assertEquals(RunStatus.STOPPED, end.status());
        assertEquals("stopped while its data was made ready", end.message());
        assertEquals("STOPPED", result(run).get("status"));
        assertTrue(checkpoints(run).newestFirst().isEmpty(), "nothing was begun");
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> runs.predict(run.directory(), folder.resolve("a.npy"), folder.resolve("u.npy")));
        assertEquals(run.directory() + ": no checkpoint: none was saved", refused.getMessage());
    }

    @Test
    void anInputThatIsNotThereIsSaidToBeSo() throws Exception {
        Run run = start("");
        finished(run);
        Path absent = folder.resolve("nothere.npy");
        RefusedException refused = assertThrows(
                RefusedException.class, () -> runs.predict(run.directory(), absent, folder.resolve("u.npy")));
        assertEquals(absent + ": there is no such file", refused.getMessage());
    }

    /** A source of the small map's outline. */
    private abstract static class Source implements DataSource<Source.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public DataOutline outline(Settings settings, Path base) {
            return new TinyData(50);
        }
    }
}
