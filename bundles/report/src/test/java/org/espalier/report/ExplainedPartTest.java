package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.report.run.Explained.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Why a dim grew or did not, look by look. */
class ExplainedPartTest {
    @TempDir
    Path folder;

    private ParsedPage report(String... metrics) throws Exception {
        Path run = folder.resolve("runs/net/1");
        Files.createDirectories(run);
        Files.writeString(
                run.resolve("journal.jsonl"),
                """
                {"kind":"birth","step":0,"dims":{"a.rank":{"kind":"RANK","size":3,"limit":64},"b.rank":{"kind":"RANK","size":3,"limit":64},\
                "c.rank":{"kind":"RANK","size":3,"limit":64}}}
                {"kind":"growth","step":50,"entry":"rank","op":"resize","dim":"a.rank","from":3,"to":5,"why":"explained .900 ≤ .950"}
                {"kind":"growth","step":75,"entry":"rank","op":"resize","dim":"a.rank","from":5,"to":6,"why":"explained .940 ≤ .950"}
                {"kind":"growth","step":75,"entry":"rank","op":"resize","dim":"c.rank","from":3,"to":5,"why":"explained .940 ≤ .950"}
                {"kind":"growth","step":100,"entry":"rank","op":"refactor","dim":"c.rank","from":5,"to":4,"why":"fixed"}
                """);
        Files.write(run.resolve("metrics.jsonl"), List.of(metrics));
        return ParsedPage.of(Files.readString(new HtmlReporter().report(run)));
    }

    private static String look(long step, String figures) {
        return "{\"kind\":\"decision\",\"step\":" + step
                + ",\"entry\":\"rank\",\"answer\":\"keep\",\"why\":\"so\",\"figures\":{" + figures + "}}";
    }

    private static List<String> sentences(ParsedPage page) {
        return page.within("growth", "li").stream().map(Element::getTextContent).toList();
    }

    @Test
    void everyDimSaysHowOftenItGrewAndWhatTheLastLookFound() throws Exception {
        ParsedPage page = report(
                look(25, ""),
                look(50, "\"a.rank.explained\":0.9,\"b.rank.explained\":0.97,\"wanted\":0.95"),
                look(
                        75,
                        "\"a.rank.explained\":0.94,\"b.rank.explained\":0.96,\"c.rank.explained\":0.94,\"wanted\":0.95"),
                look(
                        100,
                        "\"a.rank.explained\":0.962,\"b.rank.explained\":0.95004,\"c.rank.explained\":0.95,\"wanted\":0.95"));
        assertEquals(
                List.of(
                        "a.rank grew 2 times, to 6 of 64; last look, at step 100: 0.962 > 0.95",
                        "b.rank never grew, is 3 of 64; last look, at step 100: 0.95004 > 0.95",
                        "c.rank grew once, was cut once (fixed), to 4 of 64; last look, at step 100: 0.95 = 0.95"),
                sentences(page));
        List<String> looks = page.within("growth", "title").stream()
                .map(Element::getTextContent)
                .filter(note -> note.startsWith("a.rank 0."))
                .toList();
        assertEquals(
                List.of(
                        "a.rank 0.9 < 0.95 at step 50",
                        "a.rank 0.94 < 0.95 at step 75",
                        "a.rank 0.962 > 0.95 at step 100"),
                looks);
        long wanted = page.within("growth", "path").stream()
                .filter(path -> path.getAttribute("class").equals("curve limit"))
                .count();
        assertEquals(3, wanted);
    }

    @Test
    void looksThatWereTakenAgainAfterAResumeReplaceTheFirst() throws Exception {
        ParsedPage page = report(
                look(50, "\"a.rank.explained\":0.9,\"wanted\":0.95"),
                look(75, "\"a.rank.explained\":0.3,\"wanted\":0.95"),
                look(50, "\"a.rank.explained\":0.91,\"wanted\":0.95"));
        assertEquals(
                "a.rank grew 2 times, to 6 of 64; last look, at step 50: 0.91 < 0.95",
                sentences(page).get(0));
        assertFalse(page.text("growth").contains("0.3 <"));
    }

    @Test
    void aShareOfWhichNobodySaidWhatWasWantedStandsAloneAndARunWithoutSharesHasNoChart() throws Exception {
        ParsedPage alone = report(look(50, "\"d.modes.explained\":0.9"));
        assertEquals("d.modes; last look, at step 50: 0.9", sentences(alone).get(0));
        ParsedPage none = report(look(50, "\"loss\":0.9"));
        assertFalse(none.text("growth").contains("Explained"));
    }

    @Test
    void growthWithoutALookAtASpectrumIsSaidToBeSo() throws Exception {
        assertEquals(
                List.of(
                        "a.rank grew 2 times, to 6 of 64; last look, at step 50: 0.91 < 0.95",
                        "c.rank grew once, was cut once (fixed), to 4 of 64, without a look at a spectrum: its strategy told"
                                + " no share"),
                sentences(report(look(50, "\"a.rank.explained\":0.91,\"wanted\":0.95"))));
    }

    @Test
    void aLookAtASpectrumOfWhichNoShareWasToldIsNotDenied() throws Exception {
        assertEquals(
                List.of(
                        "a.rank grew 2 times, to 6 of 64; looks at its spectrum told no share",
                        "c.rank grew once, was cut once (fixed), to 4 of 64, without a look at a spectrum: its strategy told"
                                + " no share"),
                sentences(report(look(50, "\"a.rank.energy\":0,\"wanted\":0.95"))));
    }

    @Test
    void aDimAtItsLimitIsSaidToBeThere() throws Exception {
        Path run = folder.resolve("runs/net/2");
        Files.createDirectories(run);
        Files.writeString(
                run.resolve("journal.jsonl"),
                """
                {"kind":"birth","step":0,"dims":{"a.rank":{"kind":"RANK","size":3,"limit":5}}}
                {"kind":"growth","step":50,"entry":"rank","op":"resize","dim":"a.rank","from":3,"to":5,"why":"explained .900 ≤ .950"}
                """);
        Files.writeString(run.resolve("metrics.jsonl"), look(50, "\"a.rank.explained\":0.9,\"wanted\":0.95"));
        ParsedPage page = ParsedPage.of(Files.readString(new HtmlReporter().report(run)));
        assertEquals(
                List.of("a.rank grew once, to 5 of 5, its limit; last look, at step 50: 0.9 < 0.95"), sentences(page));
    }

    @Test
    void aShareHasAsManyDigitsAsTellItFromWhatWasWanted() throws IOException {
        assertEquals("0.9001 > 0.9", ExplainedPart.against(new Share(1, 0.90012, 0.9)));
        assertEquals("0.962 > 0.95", ExplainedPart.against(new Share(1, 0.9623, 0.95)));
        assertTrue(ExplainedPart.against(new Share(1, 0.5, Double.NaN)).equals("0.5"));
    }
}
