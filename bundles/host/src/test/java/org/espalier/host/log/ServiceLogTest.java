package org.espalier.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.slf4j.LoggerFactory;

class ServiceLogTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("osgi.any");
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final ServiceLog services = new ServiceLog();

    @BeforeEach
    void listen() {
        said.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(said);
        log.setAdditive(true);
        log.setLevel(null);
    }

    private ILoggingEvent last() {
        return said.list.get(said.list.size() - 1);
    }

    @Test
    void aLoggerFillsInBraces() {
        services.getLogger("any").warn("{} of {}", "one", 2);
        assertEquals("one of 2", last().getFormattedMessage());
        assertEquals(Level.WARN, last().getLevel());
    }

    @Test
    void aFormatterLoggerIsPrintfsAndBracesAreText() {
        services.getLogger("any", FormatterLogger.class).warn("%s of %03d {}", "one", 2);
        assertEquals("one of 002 {}", last().getFormattedMessage());
        services.getLogger("any", FormatterLogger.class).warn("100 %");
        assertEquals("100 %", last().getFormattedMessage());
        assertNull(last().getThrowableProxy());
    }

    @Test
    void aFormatterLoggerKeepsWhatWasThrownAndAMessageThatIsNoFormat() {
        services.getLogger("any", FormatterLogger.class).error("%s failed", "it", new IllegalStateException("why"));
        assertEquals("it failed", last().getFormattedMessage());
        assertEquals("why", last().getThrowableProxy().getMessage());
        services.getLogger("any", FormatterLogger.class).error("%d of all", "none");
        assertEquals("%d of all [none]", last().getFormattedMessage());
    }
}
