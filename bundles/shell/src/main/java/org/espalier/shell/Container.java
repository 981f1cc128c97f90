package org.espalier.shell;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The container around this bundle, as far as verbs need it. */
interface Container {
    /** Calls the action once the container begins to stop. */
    AutoCloseable whenStopping(Runnable action);

    /** The names of the container's own commands, such as {@code lb}. */
    Collection<String> commands();

    /** Executes a line that begins with one of them, or with a scope and one of them, and prints what it answers. */
    void execute(String line, PrintStream out, PrintStream err) throws Exception;

    /** Has the launcher answer one of its verbs, line by line: the exit code; empty if it is none of its. */
    OptionalInt launcher(List<String> words, Consumer<String> out);
}
