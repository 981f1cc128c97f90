package org.espalier.host.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Dataset;
import org.espalier.api.model.Program;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.UpdateRule;

/** Plugins that do as others do until one function of them throws, once so many steps have begun. */
public final class Faulty {
    private final String function;
    private final int steps;
    private final AtomicInteger begun = new AtomicInteger();

    /**
     * A fault in a function.
     *
     * @param function type and method, such as {@code Program.backward}
     * @param steps    steps that have begun before
     */
    public Faulty(String function, int steps) {
        this.function = function;
        this.steps = steps;
    }

    /** A plugin, or a prepared form of one, as the other is but for the fault. */
    public <T> T as(Class<T> type, T other) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String called = type.getSimpleName() + "." + method.getName();
                    if (called.equals("Schedule.rate")) {
                        begun.incrementAndGet();
                    }
                    if (called.equals(function) && begun.get() >= steps) {
                        throw new IllegalStateException("no " + function + "\ntoday");
                    }
                    try {
                        return prepared(method.invoke(other, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object prepared(Object answer) {
        if (answer instanceof Program program) {
            return as(Program.class, program);
        }
        if (answer instanceof Loss.Measure measure) {
            return as(Loss.Measure.class, measure);
        }
        if (answer instanceof UpdateRule rule) {
            return as(UpdateRule.class, rule);
        }
        return answer instanceof Dataset data ? as(Dataset.class, data) : answer;
    }
}
