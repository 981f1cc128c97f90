package org.espalier.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run has left in its directory, read as text, so that nothing of the host's is trusted. */
public record RunFolder(Path path) {

    /** SHA-256 of the weights in the checkpoint of a step, and of their codes where there are such. */
    public String weights(long step) throws IOException {
        Path codes = path.resolve("checkpoints/" + step + "/codes.safetensors");
        String coded = Files.exists(codes) ? Files256.of(codes) : "";
        return Files256.of(path.resolve("checkpoints/" + step + "/weights.safetensors")) + coded;
    }

    /** Lines of the journal of one kind, in order. */
    public List<String> journal(String kind) throws IOException {
        return lines("journal.jsonl").stream()
                .filter(line -> field(line, "kind").equals(kind))
                .toList();
    }

    /** What grew, when, by whom and why: the journal's growth without its clock. */
    public List<String> growth() throws IOException {
        return journal("growth").stream().map(RunFolder::withoutClock).toList();
    }

    /** All figures of the run but those of the clock. */
    public List<String> metrics() throws IOException {
        return lines("metrics.jsonl").stream().map(RunFolder::withoutClock).toList();
    }

    /** A file of one object, such as {@code result.json}, on one line. */
    public String json(String file) throws IOException {
        return Files.readString(path.resolve(file)).replaceAll("\\s*\\R\\s*", "");
    }

    /** A number or a text of a line of JSON, as it stands there; empty if it has no such key. */
    public static String field(String line, String key) {
        Matcher value = Pattern.compile("\"" + key + "\" ?: ?(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}\\]]+))")
                .matcher(line);
        if (!value.find()) return "";
        return value.group(1) == null ? value.group(2).strip() : value.group(1);
    }

    /** Relative paths of all files. */
    public Set<String> files() throws IOException {
        var names = new TreeSet<String>();
        try (var tree = Files.walk(path)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> names.add(path.relativize(file).toString()));
        }
        return names;
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(path.resolve(file));
    }

    private static String withoutClock(String line) {
        return line.replaceAll("\"(at|ms|seconds)\":(\"[^\"]*\"|[^,}]*)", "\"$1\":0");
    }
}
