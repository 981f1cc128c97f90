package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What help prints as an example is what people type in first: at the job of the archive, {@code darcy}. */
class ExamplesTest {
    private static final Path SOURCES =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Pattern SETTING = Pattern.compile("([a-z][a-z0-9.-]*)=(.*)");
    /** Where the tables of settings have the plugins that the job names. */
    private static final Map<String, String> TABLES = Map.of(
            "", "Job",
            "optimizer", "optimizer `adamw`",
            "optimizer.schedule", "schedule `cosine`",
            "growth.modes", "strategy `ifno`",
            "growth.grid", "strategy `schedule`");

    private static CommandSpec specification() {
        Path here = Path.of("");
        return new Verbs(Sessions.around(new FakeRuns()).in(here, here)).specification();
    }

    /** The command lines, each as words after {@code espalier}; what explains one stands three spaces behind it. */
    private static List<List<String>> examples() {
        List<List<String>> examples = new ArrayList<>();
        for (CommandLine verb : specification().subcommands().values()) {
            for (String line : verb.getCommandSpec().usageMessage().footer()) {
                Matcher example = Pattern.compile("^(?:Example:)? +espalier (.*?)(?: {3,}.*)?$")
                        .matcher(line);
                if (!example.matches()) continue;
                for (String part : example.group(1).split(" (?:&&|\\|) ")) {
                    if (part.startsWith("grep ")) continue;
                    examples.add(Console.words(part));
                }
            }
        }
        return examples;
    }

    @Test
    void everyExampleIsACommandLineThatItsVerbTakes() {
        Set<String> verbs = new TreeSet<>();
        for (List<String> words : examples()) {
            assertDoesNotThrow(
                    () -> specification().commandLine().parseArgs(words.toArray(String[]::new)), words::toString);
            verbs.add(words.get(0));
        }
        assertTrue(
                verbs.containsAll(Set.of("run", "resume", "fork", "set", "swap", "compare", "export")),
                verbs::toString);
    }

    @Test
    void everySettingInAnExampleIsOneOfTheJobsOwn() throws IOException {
        int checked = 0;
        for (List<String> words : examples()) {
            for (String word : words) {
                Matcher setting = SETTING.matcher(word);
                // The settings of a swap are the newcomer's.
                if (!setting.matches() || words.get(0).equals("swap")) continue;
                String key = setting.group(1);
                assertTrue(isKnown(key) || isNewEntry(key, setting.group(2), words), key + " in " + words);
                checked++;
            }
        }
        assertTrue(checked > 5, checked + " settings");
    }

    private static boolean isKnown(String key) throws IOException {
        int last = key.lastIndexOf('.');
        String place = last < 0 ? "" : key.substring(0, last);
        return TABLES.containsKey(key)
                || TABLES.containsKey(place) && keys(TABLES.get(place)).contains(key.substring(last + 1));
    }

    private static Set<String> keys(String table) throws IOException {
        String settings = Files.readString(SOURCES.resolve("docs/settings.md"));
        Matcher section = Pattern.compile("(?ms)^##+ " + Pattern.quote(table) + "$(.*?)(?=^##|\\z)")
                .matcher(settings);
        assertTrue(section.find(), table);
        return Pattern.compile("(?m)^\\| `([^`]+)`")
                .matcher(section.group(1))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    /** The job's two entries claim all of its dims, so a third one needs one of them to go. */
    private static boolean isNewEntry(String key, String value, List<String> words) throws IOException {
        String job = Files.readString(SOURCES.resolve("distribution/src/main/dist/jobs/darcy.yaml"));
        assertTrue(job.contains("id: modes, type: ifno, dims: \"*.modes\"") && job.contains("dims: resolution"), job);
        return key.matches("growth\\.[a-z]+")
                && value.matches("\\{ type: ifno, dims: \"\\*\\.modes\", every: [0-9]+ steps }")
                && words.contains("growth.modes=remove");
    }
}
