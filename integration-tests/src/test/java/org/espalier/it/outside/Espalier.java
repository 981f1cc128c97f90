package org.espalier.it.outside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One installation as its users see it: {@code bin/espalier}, run as a process. */
record Espalier(Path script, Path workingDirectory, Map<String, String> environment) {

    /** What a process left: its exit code and what it wrote. */
    record Outcome(int exitCode, String output, String errors) {}

    /** The unpacked archive, run from {@code workingDirectory}. */
    static Espalier in(Path workingDirectory) {
        // Containers of other tests, and of whoever runs them, are not to be found.
        Map<String, String> own =
                Map.of("XDG_STATE_HOME", workingDirectory.resolve(".state").toString());
        return new Espalier(home().resolve("bin/espalier"), workingDirectory, own);
    }

    static Path home() {
        return Path.of(System.getProperty("espalier.home")).toAbsolutePath().normalize();
    }

    Espalier with(String variable, String value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Espalier(script, workingDirectory, more);
    }

    /** Reads the natives where the tested installation has unpacked them, so that half a gigabyte is not unpacked once more. */
    Espalier withNativesOfTheTested() {
        return with("ESPALIER_OPTS", "-Dorg.bytedeco.javacpp.cachedir=" + home().resolve("data/natives"));
    }

    Espalier by(Path otherScript) {
        return new Espalier(otherScript, workingDirectory, environment);
    }

    Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(script.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(Foreground.command(command)).directory(workingDirectory.toFile());
        // The JVM that runs the tests is the one that the archive is tested on.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_OPTS", "ESPALIER_OPTS", "ESPALIER_DATA", "ESPALIER_PLUGINS"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    Outcome run(String... arguments) throws Exception {
        Process process = start(arguments);
        process.getOutputStream().close();
        var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "still running after 90 s: " + List.of(arguments) + "\n" + output.join() + errors.join());
        }
        return new Outcome(process.exitValue(), output.join(), errors.join());
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
