package org.espalier.shell;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals INT and TERM, taken over while a command listens.
 *
 * <p>{@code sun.misc.Signal} is the only way to them in Java, and JLine's too; it is reached by reflection, since a
 * container exports no such package. A JVM without it goes through its shutdown hooks as always.
 */
final class Signals implements Interrupts {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> NAMES = List.of("INT", "TERM");
    private final Runnable atOnce;

    /** @param atOnce what a second signal does */
    Signals(Runnable atOnce) {
        this.atOnce = atOnce;
    }

    /** Those of this process; a second signal ends it as kill -9 would, from which every run can be resumed. */
    static Signals ofThisProcess() {
        return new Signals(() -> Runtime.getRuntime().halt(ExitCodes.INTERRUPTED));
    }

    @Override
    public Listening listen(Runnable first) {
        AtomicInteger wishes = new AtomicInteger();
        Runnable action = () -> {
            if (wishes.getAndIncrement() == 0) {
                first.run();
            } else {
                atOnce.run();
            }
        };
        List<Listening> undo = new ArrayList<>();
        for (String name : NAMES) undo.add(on(name, action));
        return () -> undo.forEach(Listening::close);
    }

    /** Calls the action, on a thread of its own, at every signal of that name. */
    static Listening on(String name, Runnable action) {
        try {
            return handle(name, action)::run;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.info("signal {} stays with the JVM: {}", name, e.toString());
            return () -> {};
        }
    }

    private static Runnable handle(String name, Runnable action) throws ReflectiveOperationException {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        Class<?> type = loader.loadClass("sun.misc.Signal");
        Class<?> handlerType = loader.loadClass("sun.misc.SignalHandler");
        Method handle = type.getMethod("handle", type, handlerType);
        Object signal = type.getConstructor(String.class).newInstance(name);
        Object handler = Proxy.newProxyInstance(loader, new Class<?>[] {handlerType}, calling(action));
        Object before = handle.invoke(null, signal, handler);
        return () -> {
            try {
                handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
                LOG.info("signal {} was not given back", name, e);
            }
        };
    }

    private static InvocationHandler calling(Runnable action) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "espalier's handler";
        };
    }
}
