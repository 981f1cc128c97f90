package org.espalier.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** Lines that are typed, with history, editing and completion. */
final class TerminalLines implements Lines {
    private static final String PROMPT = "espalier> ";
    /** What terminals send that were not put into application mode, or do not care, beside what their description says. */
    private static final Map<Capability, String> ARROWS = Map.of(
            Capability.key_up, "\033[A",
            Capability.key_down, "\033[B",
            Capability.key_right, "\033[C",
            Capability.key_left, "\033[D",
            Capability.key_home, "\033[H",
            Capability.key_end, "\033[F");

    private final Terminal terminal;
    private final LineReader reader;

    TerminalLines(Terminal terminal, Completer completer, Path history) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .appName("espalier")
                .terminal(terminal)
                .completer(completer)
                .variable(LineReader.HISTORY_FILE, history)
                // What people type is taken as it is.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        ARROWS.forEach((key, keys) -> {
            KeyMap<Binding> map = reader.getKeyMaps().get(LineReader.MAIN);
            map.bindIfNotBound(map.getBound(KeyMap.key(terminal, key)), keys);
        });
    }

    /**
     * The terminal of this process.
     *
     * @throws IOException if it cannot be taken over
     */
    static Terminal ofThisProcess() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JLine looks for its terminals through the context class loader, and gives a dumb one where that sees none.
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            // Signals come by way of Signals: in a container JLine does not see the JDK's class for them.
            Terminal terminal = TerminalBuilder.builder()
                    .name("espalier")
                    .system(true)
                    .nativeSignals(false)
                    .providers("jni,exec")
                    .dumb(false)
                    .build();
            // A terminal of nobody's window has no size, and nothing could be shown on it.
            if (terminal.getWidth() == 0) terminal.setSize(new Size(80, 24));
            return terminal;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public @Nullable String next() throws InterruptedException {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            return "";
        } catch (EndOfFileException e) {
            return null;
        }
    }

    @Override
    public Interrupts.Listening whenInterrupted(Runnable action) {
        // While a line is read, the reader takes this signal for itself.
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> action.run());
        Interrupts.Listening keys = Signals.on("INT", () -> terminal.raise(Terminal.Signal.INT));
        Interrupts.Listening sizes = Signals.on("WINCH", () -> terminal.raise(Terminal.Signal.WINCH));
        return () -> {
            sizes.close();
            keys.close();
            terminal.handle(Terminal.Signal.INT, before);
        };
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
