package org.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocsTest {
    private static final Pattern EXAMPLE = Pattern.compile("<!-- (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    /** The pages' examples are those that the build compiles and runs. */
    @ParameterizedTest
    @CsvSource({"testkit.md, 3", "plugins.md, 1"})
    void everyExampleOfThePageIsATestThatRuns(String name, int count) throws IOException {
        String page = Files.readString(Path.of("../../docs", name));
        Matcher example = EXAMPLE.matcher(page);
        int examples = 0;
        while (example.find()) {
            String source = Files.readString(Path.of("src/test/java/org/example/" + example.group(1) + ".java"));
            assertTrue(source.contains(example.group(2)), example.group(1) + " differs from " + example.group(2));
            examples++;
        }
        assertEquals(page.split("```java").length - 1, examples);
        assertEquals(count, examples);
    }
}
