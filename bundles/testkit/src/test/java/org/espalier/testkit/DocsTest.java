package org.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsTest {
    private static final Pattern EXAMPLE = Pattern.compile("<!-- (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    /** The page's examples are those that the build compiles and runs. */
    @Test
    void everyExampleOfThePageIsATestThatRuns() throws IOException {
        String page = Files.readString(Path.of("../../docs/testkit.md"));
        Matcher example = EXAMPLE.matcher(page);
        int examples = 0;
        while (example.find()) {
            String source = Files.readString(Path.of("src/test/java/org/example/" + example.group(1) + ".java"));
            assertTrue(source.contains(example.group(2)), example.group(1) + " differs from " + example.group(2));
            examples++;
        }
        assertEquals(page.split("```java").length - 1, examples);
        assertEquals(3, examples);
    }
}
