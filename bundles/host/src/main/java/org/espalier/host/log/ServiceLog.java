package org.espalier.host.log;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of the container's own services, sent where all others go: without it, Declarative Services prints the stack trace of
 * every component that fails to standard error. Loggers are called {@code osgi.}, then the bundle that they speak of.
 */
@Component(service = LoggerFactory.class, immediate = true)
public final class ServiceLog implements LoggerFactory {

    @Override
    public Logger getLogger(String name) {
        return logger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> of) {
        return logger(of.getName(), Logger.class);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        return logger(name, type);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> of, Class<L> type) {
        return logger(of.getName(), type);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
        return logger(bundle.getSymbolicName(), type);
    }

    /** The interface has fifty methods, and all mean: this level, this text, these arguments. */
    private static <L extends Logger> L logger(String name, Class<L> type) {
        org.slf4j.Logger to = org.slf4j.LoggerFactory.getLogger("osgi." + name);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> to.getName();
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "log " + to.getName();
                    default -> answer((Logger) proxy, to, method, arguments);
                }));
    }

    private static @Nullable Object answer(
            Logger proxy, org.slf4j.Logger to, Method method, Object @Nullable [] arguments) throws Exception {
        String name = method.getName().toUpperCase(Locale.ROOT);
        if (arguments == null) {
            return to.isEnabledForLevel(level(name.substring("IS".length(), name.length() - "ENABLED".length())));
        }
        if (arguments[0] instanceof LoggerConsumer<?> consumer) {
            @SuppressWarnings("unchecked") // of plain exceptions, like every consumer of messages
            LoggerConsumer<Exception> accepting = (LoggerConsumer<Exception>) consumer;
            accepting.accept(proxy);
            return null;
        }
        Object[] more = arguments.length == 2 && arguments[1] instanceof Object[] all
                ? all
                : Arrays.copyOfRange(arguments, 1, arguments.length);
        LoggingEventBuilder event = to.makeLoggingEventBuilder(level(name));
        String text = String.valueOf(arguments[0]);
        if (proxy instanceof FormatterLogger && more.length > 0) {
            if (more[more.length - 1] instanceof Throwable cause) {
                event = event.setCause(cause);
            }
            event.log(formatted(text, more));
        } else {
            event.log(text, more);
        }
        return null;
    }

    /** The texts of a FormatterLogger are {@code printf}'s, and a text that is not must not cost its message. */
    private static String formatted(String text, Object[] more) {
        try {
            return text.formatted(more);
        } catch (IllegalFormatException e) {
            return text + " " + Arrays.deepToString(more);
        }
    }

    /** AUDIT is what nobody may filter out. */
    private static Level level(String name) {
        return name.equals("AUDIT") ? Level.ERROR : Level.valueOf(name);
    }
}
