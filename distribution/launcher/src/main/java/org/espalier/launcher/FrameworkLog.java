package org.espalier.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sends the framework's own messages where all others go, so that standard output belongs to the command. */
final class FrameworkLog extends Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

    @Override
    protected void doLog(int level, String message, @Nullable Throwable failure) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, failure);
            case LOG_WARNING -> LOG.warn(message, failure);
            case LOG_INFO -> LOG.info(message, failure);
            default -> LOG.debug(message, failure);
        }
    }
}
