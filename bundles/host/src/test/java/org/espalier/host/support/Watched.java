package org.espalier.host.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.optimize.Loss;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.host.plugins.Shelf;
import org.espalier.optimizers.AdamW;
import org.espalier.optimizers.ConstantSchedule;

/** Plugins that do as others do, with a hook in front of every function: what the hook throws, the function throws. */
public final class Watched {
    private final Consumer<String> hook;

    /** A watch whose hook gets type and method, such as {@code Program.backward}, on the thread that calls. */
    public Watched(Consumer<String> hook) {
        this.hook = hook;
    }

    /** A plugin, or a prepared form of one. */
    public <T> T as(Class<T> type, T other) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    hook.accept(type.getSimpleName() + "." + method.getName());
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

    /** Puts watched plugins of every kind that the tiny job uses into the place of its own. */
    public void fill(TinyContainer container) {
        place(container, container::put);
    }

    /** Puts such plugins beside those that are there, to serve in their stead. */
    public void outrank(TinyContainer container) {
        place(container, new Placing() {
            @Override
            public <T> void on(Shelf<T> shelf, String name, T plugin) {
                container.outrank(shelf, name, 1, plugin);
            }
        });
    }

    private interface Placing {
        <T> void on(Shelf<T> shelf, String name, T plugin);
    }

    private void place(TinyContainer container, Placing placing) {
        var registry = container.registry();
        placing.on(registry.data(), "tiny", as(DataSource.class, new TinyContainer.TinySource()));
        placing.on(registry.models(), "mlp", as(Model.class, new TinyMlp()));
        placing.on(registry.losses(), "mean-square", as(Loss.class, new MeanSquare()));
        placing.on(registry.optimizers(), "adamw", as(Optimizer.class, new AdamW()));
        placing.on(registry.schedules(), "constant", as(Schedule.class, new ConstantSchedule()));
    }
}
