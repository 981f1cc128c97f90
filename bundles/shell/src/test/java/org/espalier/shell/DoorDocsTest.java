package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say of the door. */
class DoorDocsTest {
    private static final Path VERBS = Path.of("src/main/java/org/espalier/shell");
    private static final Path PROJECT = Path.of("../..");

    @Test
    void everyVerbThatOpensTheDoorIsNamedWhereTheDoorIs() throws Exception {
        List<String> opening;
        try (Stream<Path> files = Files.list(VERBS)) {
            opening = files.filter(file -> file.toString().endsWith("Verb.java"))
                    .map(DoorDocsTest::text)
                    .filter(source -> source.contains("door().open(") || source.contains("Follower.toItsEnd("))
                    .map(DoorDocsTest::verb)
                    .toList();
        }
        assertTrue(
                opening.containsAll(List.of("run", "fork", "resume", "replay", "controls", "serve")),
                opening::toString);
        for (String page : List.of("SECURITY.md", "docs/running.md")) {
            String sentence = sentence(text(PROJECT.resolve(page)));
            assertEquals(
                    List.of(),
                    opening.stream()
                            .filter(verb -> !sentence.contains("`" + verb + "`"))
                            .toList(),
                    page);
        }
    }

    /** The one that lists them. */
    private static String sentence(String page) {
        Matcher sentence = Pattern.compile("[^.]*`shell`[^.]*").matcher(page);
        return Stream.iterate(sentence, Matcher::find, found -> found)
                .map(Matcher::group)
                .filter(text -> text.contains("`serve`") && text.contains("`resume`") && text.contains("container"))
                .findFirst()
                .orElseThrow();
    }

    private static String verb(String source) {
        Matcher name = Pattern.compile("name = \"([a-z]+)\"").matcher(source);
        assertTrue(name.find(), source);
        return name.group(1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
