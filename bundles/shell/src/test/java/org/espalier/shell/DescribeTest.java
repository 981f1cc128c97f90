package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;
import org.junit.jupiter.api.Test;

class DescribeTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String describe(int expected, String... words) {
        return describe(Terminal.plain(Glyphs.UNICODE), expected, words);
    }

    private String describe(Terminal terminal, int expected, String... words) {
        out.reset();
        err.reset();
        Session session =
                Sessions.around(new FakeRuns()).printing(out, err).on(terminal).in(Path.of("home"), Path.of("work"));
        List<String> all = new ArrayList<>(List.of("describe"));
        all.addAll(List.of(words));
        assertEquals(expected, new Verbs(session).execute(all), () -> err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPluginIsAPageWithItsPurposeItsSettingsItsSignalsAndItsBundle() {
        assertEquals(
                """
                strategy ifno: does what a ifno does

                KEY        TYPE    RANGE         DEFAULT   MEANING
                criterion  word    energy, loss  required  what decides, a|b
                explained  number  in [0, 1]     0.97      share

                sees    spectrum
                schema  1
                bundle  org.espalier.ifno 0.1.0
                """,
                describe(0, "strategy", "ifno"));
        assertTrue(describe(0, "cosine").contains("\nno settings\n"));
    }

    @Test
    void withoutANameAllAreListedByKind() {
        assertEquals(
                """
                KIND      NAME      PURPOSE
                schedule  cosine    does what a cosine does
                strategy  ifno      does what a ifno does
                          schedule  does what a schedule does
                """,
                describe(0));
        assertEquals(3, describe(0, "strategy").lines().count());
    }

    @Test
    void aNameThatIsAKindTooIsThePluginAndAPointerToTheKind() {
        String page = describe(0, "schedule");
        assertTrue(page.startsWith("strategy schedule: "), page);
        assertTrue(page.contains("\nschedule is a kind, too:\n") && page.contains("cosine"), page);
    }

    @Test
    void jobExplainsTheKeysOfTheHost() {
        assertEquals(
                """
                KEY     TYPE     RANGE       DEFAULT   MEANING
                batch   integer  at least 1  required  samples
                clip    number               none      norm
                epochs  integer              required  passes
                """,
                describe(0, "job"));
    }

    @Test
    void anUnknownNameIsOneLineAndCodeTwo() {
        assertEquals("", describe(2, "ifnoo"));
        assertEquals("espalier: describe: ifnoo — no such plugin\n", err.toString(StandardCharsets.UTF_8));
        describe(2, "a", "b", "c");
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void jsonHasEverythingOnOneLineForEachPlugin() throws Exception {
        assertEquals(3, describe(0, "--json").lines().count());
        JsonNode ifno = new ObjectMapper().readTree(describe(0, "ifno", "--json"));
        assertEquals("0.1.0", ifno.get("version").asText());
        assertEquals("spectrum", ifno.get("sees").get(0).asText());
        JsonNode criterion = ifno.get("settings").get(0);
        assertTrue(criterion.get("required").asBoolean() && !criterion.has("default"));
        assertEquals("loss", criterion.get("values").get(1).asText());
        assertEquals("in [0, 1]", ifno.get("settings").get(1).get("range").asText());
        assertEquals(
                "job",
                new ObjectMapper()
                        .readTree(describe(0, "job", "--json"))
                        .get("kind")
                        .asText());
    }

    @Test
    void markdownIsTheTablesOfTheDocs() {
        String page = describe(0, "--markdown");
        assertTrue(page.contains("\n# Settings\n") && page.contains("\n## Job\n"), page);
        assertTrue(page.contains("\n### strategy `ifno`\n"), page);
        assertTrue(page.contains("\n| `criterion` | word | energy, loss | required | what decides, a\\|b |\n"), page);
        assertTrue(page.contains("\n| `explained` | number | in \\[0, 1\\] | `0.97` | share |\n"), page);
        assertTrue(describe(0, "ifno", "--markdown").startsWith("### strategy `ifno`\n"));
    }

    @Test
    void onATerminalMeaningsAreFoldedToItsWidth() {
        Terminal narrow = new Terminal(true, false, 60, Glyphs.UNICODE);
        String list = describe(narrow, 0);
        assertTrue(list.lines().allMatch(line -> line.length() <= 60), list);
        assertEquals(List.of("one two", "three"), DescriptionText.fold("one two three", 9));
        assertEquals(List.of("extraordinary", "one"), DescriptionText.fold("extraordinary one", 5));
    }
}
