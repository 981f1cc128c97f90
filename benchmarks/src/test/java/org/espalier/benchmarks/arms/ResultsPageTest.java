package org.espalier.benchmarks.arms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {
    @TempDir
    Path folder;

    @Test
    void aPartTakesThePlaceOfTheOneOfItsTitleAndLeavesTheOthers() throws Exception {
        ResultsPage page = new ResultsPage(folder.resolve("results.md"), "# Results\n");
        page.put("\n## Bits\n\nfour\n\n### All\n\nfive\n");
        page.put("\n## A GPT\n\nsix\n");
        page.put("\n## Bits\n\nseven\n");
        assertEquals("# Results\n\n## Bits\n\nseven\n\n## A GPT\n\nsix\n", Files.readString(page.file()));
    }
}
