package org.espalier.it.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code espalier shell} as a script uses it: lines go in and come out. */
final class ShellSession implements AutoCloseable {
    private static final long SECONDS = 300;
    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private ShellSession(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /** A shell of an installation; it is ended after five minutes, and whoever waits for a line of it then fails. */
    static ShellSession of(Espalier espalier) throws IOException {
        Process process = espalier.start("shell");
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return new ShellSession(process);
    }

    void type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Reads to the first line that holds a text. */
    String until(String text) throws IOException {
        return until(line -> line.contains(text), text);
    }

    /** Reads to the first line of which something holds. */
    String until(Predicate<String> wanted, String what) throws IOException {
        List<String> read = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (wanted.test(line)) return line;
            read.add(line);
        }
        throw new AssertionError("ended, or was ended after " + SECONDS + " s, without " + what + ":\n"
                + String.join("\n", read.subList(Math.max(0, read.size() - 40), read.size())));
    }

    /** What a command prints. */
    List<String> answer(String command) throws IOException {
        type(command);
        type("version");
        List<String> answer = new ArrayList<>();
        until(
                line -> {
                    answer.add(line);
                    return line.startsWith("espalier ");
                },
                "its version after " + command);
        return answer.subList(0, answer.size() - 1);
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        if (new ProcessBuilder("kill", "-INT", pid).start().waitFor() != 0) throw new AssertionError("no " + pid);
    }

    /** Leaves the shell; its exit code. */
    int exit() throws IOException, InterruptedException {
        type("exit");
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("did not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
