package org.espalier.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * docs/api.md and docs/faults.md name a test beside each of their claims: all of them exist, and so do the types of the first.
 */
class ContractPageTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root"));
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern TYPE = Pattern.compile("^\\| `(?:\\w+\\.)?([A-Z]\\w+)`", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"docs/api.md", "docs/faults.md"})
    void everyTestThatThePageNamesExists(String page) throws IOException {
        Map<String, String> tests = sources("src/test");
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(Files.readString(ROOT.resolve(page)));
        int count = 0;
        while (named.find()) {
            String source = tests.get(named.group(1));
            if (source == null || named.group(2) != null && !source.contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
            count++;
        }
        assertEquals(List.of(), missing);
        assertTrue(count > 30, "only " + count);
    }

    @Test
    void everyTypeOfItsTablesExists() throws IOException {
        Map<String, String> types = sources("api/src/main");
        Matcher named = TYPE.matcher(Files.readString(ROOT.resolve("docs/api.md")));
        List<String> missing = new ArrayList<>();
        while (named.find()) {
            if (!types.containsKey(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Java sources below folders of that name, by simple type name. */
    private static Map<String, String> sources(String folder) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String top : List.of("api", "bundles", "integration-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(top))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().replace('\\', '/').contains(folder + "/"))
                        .forEach(file ->
                                sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
