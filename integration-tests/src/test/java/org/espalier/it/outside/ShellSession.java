package org.espalier.it.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code espalier shell} as a script uses it: lines go in and come out. */
final class ShellSession implements AutoCloseable {
    private static final long SECONDS = 300;
    /** For one line: the longest of the tests' runs, on a machine that does much else. */
    private static final long PATIENCE_SECONDS = 120;

    private static final String END = "\0";
    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final Writer input;

    private ShellSession(Process process) {
        this.process = process;
        this.input = process.outputWriter();
        read(process.inputReader(), output);
        read(process.errorReader(), errors);
    }

    private static void read(BufferedReader from, BlockingQueue<String> to) {
        Thread reader = new Thread(
                () -> {
                    try (from) {
                        from.lines().forEach(to::add);
                    } catch (IOException | UncheckedIOException e) {
                        to.add(e.toString());
                    }
                    to.add(END);
                },
                "shell-output");
        reader.setDaemon(true);
        reader.start();
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

    /** Reads to the first line that holds a text, for as long as a line may take. */
    String until(String text) throws InterruptedException {
        return until(line -> line.contains(text), text);
    }

    /** Reads standard error to the first line that holds a text, likewise. */
    String untilError(String text) throws InterruptedException {
        return until(errors, line -> line.contains(text), text);
    }

    /** Reads to the first line of which something holds. */
    String until(Predicate<String> wanted, String what) throws InterruptedException {
        return until(output, wanted, what);
    }

    private static String until(BlockingQueue<String> lines, Predicate<String> wanted, String what)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> read = new ArrayList<>();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                String why = line == null ? "not within " + PATIENCE_SECONDS + " s: " : "ended without ";
                throw new AssertionError(why + what + ":\n"
                        + String.join("\n", read.subList(Math.max(0, read.size() - 40), read.size())));
            }
            if (wanted.test(line)) return line;
            read.add(line);
        }
    }

    /** What a command prints. */
    List<String> answer(String command) throws IOException, InterruptedException {
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
