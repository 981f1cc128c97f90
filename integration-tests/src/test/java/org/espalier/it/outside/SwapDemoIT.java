package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that shows a run being changed while it trains, and the script that it comes from. */
class SwapDemoIT {
    /** Who types, on the page. */
    private static final String SOMEBODY = "ada";

    @TempDir
    Path home;

    @Test
    void thePageShowsWhatItsScriptTypesInAndIsTold() throws Exception {
        Path script = Path.of(System.getProperty("espalier.docs"), "swap-demo.sh");
        Outcome outcome = Author.at(home)
                .types("ESPALIER_HOME='%s' bash '%s' demo".formatted(Espalier.home(), script.toAbsolutePath()));
        assertEquals(0, outcome.exitCode(), outcome::output);

        String output =
                outcome.output().replaceAll("\\b" + Pattern.quote(System.getProperty("user.name")) + "\\b", SOMEBODY);
        Page page = Page.read("swap-demo.md");
        String shown = page.blocks().stream().map(Page.Block::text).collect(Collectors.joining());
        assertEquals(typed(shown), typed(output));
        Page same = new Page(page.blocks().stream()
                .map(block -> new Page.Block(block.file(), block.language(), comparable(block.text())))
                .toList());
        assertEquals("", same.unsaid(comparable(output)), output);
        assertEquals(logged(shown), logged(output), "nothing is logged that the page does not show");

        said(
                output,
                "strategy +ifno +org\\.espalier\\.ifno +0\\.1\\.1 +ifno-0\\.1\\.1\\.jar, in the place of the archive's .*");
        said(
                output,
                "\\d+ .* swap +growth\\.modes ifno of \\S+ 0\\.1\\.0\\S* → ifno of \\S+ 0\\.1\\.1 +plugins"
                        + " +ifno-0\\.1\\.1\\.jar 0\\.1\\.1 serves");
        said(output, "\\d+ .* set +growth\\.modes\\.explained 0\\.4 → 0\\.7 +ada +modes come too late");
        said(output, "finished +weights, moments and ages of step 480 are those of darcy/1, bit for bit .*");
        RunFolder run = new RunFolder(home.resolve("demo/runs/darcy/1"));
        assertEquals(1, run.journal("swap").size());
        assertEquals(1, run.journal("resume").size());
        assertEquals(List.of(), run.journal("missing"));
    }

    private static List<String> typed(String text) {
        return text.lines().filter(line -> line.startsWith("$ ")).toList();
    }

    private static List<String> logged(String text) {
        return text.lines().filter(line -> line.matches("(INFO|WARN|ERROR) .*")).toList();
    }

    /** How many modes have come at what moment depends on when somebody does something; tables are as wide as their numbers. */
    private static String comparable(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll(" {2,}", "  "))
                .filter(line -> !line.contains("  growth  layer"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void said(String output, String line) {
        assertTrue(output.lines().anyMatch(each -> each.matches(line)), line + " in\n" + output);
    }
}
