package org.espalier.door;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where each verb is done. The shell's build writes it into a file, so that the launcher need not start a container to learn it.
 *
 * @param rules by verb; a verb without a rule is done in its own process
 */
public record VerbPlaces(Map<String, Rule> rules) {
    private static final List<String> HELP = List.of("-h", "--help");

    /** The rules, copied. */
    public VerbPlaces {
        rules = Map.copyOf(rules);
    }

    /**
     * Where a verb is done.
     *
     * @param usual  without the option
     * @param option an option without a value that changes the place; empty if none does
     * @param with   the place with that option
     */
    public record Rule(Place usual, String option, Place with) {
        private String line() {
            return option.isEmpty() ? usual.name() : usual + " " + option + " " + with;
        }

        private static Rule of(String line) {
            String[] words = line.strip().split(" +");
            if (words.length != 1 && words.length != 3) throw new IllegalArgumentException("'" + line + "' is no rule");
            Place usual = Place.valueOf(words[0]);
            return words.length == 1 ? new Rule(usual, "", usual) : new Rule(usual, words[1], Place.valueOf(words[2]));
        }
    }

    /**
     * The rules of a file.
     *
     * @throws IOException if it cannot be read or holds something else
     */
    public static VerbPlaces read(Path file) throws IOException {
        var lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            Map<String, Rule> rules = new TreeMap<>();
            for (String verb : lines.stringPropertyNames()) rules.put(verb, Rule.of(lines.getProperty(verb)));
            return new VerbPlaces(rules);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The text of such a file. */
    public String text() {
        return new TreeMap<>(rules)
                .entrySet().stream()
                        .map(rule -> rule.getKey() + "=" + rule.getValue().line() + "\n")
                        .collect(Collectors.joining());
    }

    /** Where a command line is done; help needs no container that runs. */
    public Place of(List<String> words) {
        List<String> options = options(words);
        Rule rule = verb(words).map(rules::get).orElse(null);
        if (rule == null || options.stream().anyMatch(HELP::contains)) return Place.OWN;
        return options.contains(rule.option()) ? rule.with() : rule.usual();
    }

    /** The verb of a command line: the first word that is no option. */
    public static Optional<String> verb(List<String> words) {
        return words.stream().filter(word -> !word.startsWith("-")).findFirst();
    }

    /** The words up to a {@code --}, after which no word is an option. */
    public static List<String> options(List<String> words) {
        int end = words.indexOf("--");
        return end < 0 ? words : words.subList(0, end);
    }
}
