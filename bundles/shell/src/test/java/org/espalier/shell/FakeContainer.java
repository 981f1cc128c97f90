package org.espalier.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A container with a command of its own, one that is called as a verb is, and a launcher that knows one verb. */
final class FakeContainer implements Container {
    private final List<Runnable> listeners = new ArrayList<>();

    void stop() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    @Override
    public AutoCloseable whenStopping(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    @Override
    public Collection<String> commands() {
        return List.of("lb", "stop");
    }

    @Override
    public void execute(String line, PrintStream out, PrintStream err) {
        out.println("container: " + line);
    }

    @Override
    public OptionalInt launcher(List<String> words, Consumer<String> out) {
        if (!words.get(0).equals("version")) return OptionalInt.empty();
        out.accept("espalier 0.1");
        return OptionalInt.of(0);
    }
}
