package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.arrays.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class HtmlReporterTest {
    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void aRun() {
        run = folder.resolve("runs/darcy/1");
    }

    private ParsedPage report() throws Exception {
        Path file = new HtmlReporter().report(run);
        assertEquals(run.resolve("report.html"), file);
        return ParsedPage.of(Files.readString(file));
    }

    @Test
    void aFinishedRunHasEveryPartAndNothingMissing() throws Exception {
        SyntheticRun.squares(run);
        ParsedPage page = report();
        for (String part : List.of(
                "fields", "growth", "controls", "losses", "cost", "changes", "settings", "provenance", "journal")) {
            assertFalse(page.text(part).isBlank(), part);
        }
        assertEquals(List.of(), page.all("aside"));
        assertEquals("darcy/1", page.all("h1").get(0).getTextContent());
        assertTrue(page.body().contains("never trained at"), "the header names what was never seen");
        assertTrue(page.text("settings").contains("explained: 0.97"));
        assertTrue(page.text("provenance").contains("data · solver"));
    }

    @Test
    void whatPeopleAndBundlesChangedIsThereWithWhoAndWhy() throws Exception {
        SyntheticRun.squares(run);
        Files.writeString(
                run.resolve("journal.jsonl"),
                """
                {"kind":"fork","step":40,"parent":"darcy/9@40","run":"darcy/1","settings":{"clip":"1"},"actor":"ada","because":"what if?"}
                {"kind":"resume","step":40,"bundles":["org.espalier.ifno 0.1.0","org.espalier.lns 0.1.0"]}
                {"kind":"set","step":80,"key":"optimizer.lr","from":"0.002","to":"0.001","actor":"bob","because":"too wild"}
                {"kind":"swap","step":90,"key":"growth.modes","from":"ifno of org.espalier.ifno 0.1.0","to":"ifno of org.espalier.ifno 0.2.0"}
                {"kind":"pause","step":95,"actor":"ada","because":"cores"}
                {"kind":"unpause","step":95,"actor":"eve","because":"","why":"the pause after step 95 is over"}
                {"kind":"waiting","step":95,"key":"model","name":"fno2d","why":"waits for a bundle"}
                {"kind":"order-dropped","step":95,"name":"swap loss h1 (ada, after step 95)","actor":"ada","because":"","why":"no h1"}
                {"kind":"plan","step":96,"entry":"modes","revision":9,"preserves":false,"ops":[{"op":"assign","parameter":"w",\
                "init":{"name":"values","values":{"f32":"AAAA"}}},{"op":"resize","dim":"layer0.modes","size":7}],"why":"it is time"}
                {"kind":"resume","step":100,"bundles":["org.espalier.ifno 0.2.0"]}
                """,
                StandardOpenOption.APPEND);
        ParsedPage page = report();
        String changes = page.text("changes");
        for (String told : List.of(
                "of darcy/9@40 with clip=1",
                "optimizer.lr 0.002 → 0.001",
                "bob",
                "too wild",
                "org.espalier.ifno 0.1.0 → 0.2.0",
                "org.espalier.lns 0.1.0 → gone",
                "cores",
                "the pause after step 95 is over",
                "model fno2d",
                "swap loss h1 (ada, after step 95)")) {
            assertTrue(changes.contains(told), changes + " has no " + told);
        }
        assertFalse(changes.contains("nothing → nothing"), changes);
        String journal = page.text("journal");
        assertTrue(journal.contains("assign w, resize layer0.modes to 7"), journal);
        assertFalse(journal.contains("AAAA"), "arrays are for machines");
    }

    @Test
    void thePageRefersToNothingOutsideItself() throws Exception {
        SyntheticRun.squares(run);
        ParsedPage page = report();
        assertFalse(page.source().contains("http:") || page.source().contains("https:"));
        assertEquals(List.of(), page.all("script"));
        assertEquals(List.of(), page.all("link"));
        for (Element image : page.all("img"))
            assertTrue(image.getAttribute("src").startsWith("data:image/png;base64,"));
        for (Element link : page.all("a")) assertTrue(link.getAttribute("href").startsWith("#"));
    }

    @Test
    void everyLinkLeadsToAnElementOfThePage() throws Exception {
        SyntheticRun.squares(run);
        ParsedPage page = report();
        Set<String> ids = new HashSet<>();
        for (Element element : page.all("*")) {
            if (element.hasAttribute("id")) assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
        }
        for (Element link : page.all("a")) {
            assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
        }
    }

    @Test
    void everyStepOfALaneLeadsToItsReason() throws Exception {
        SyntheticRun.squares(run);
        ParsedPage page = report();
        long growth = Files.readAllLines(run.resolve("journal.jsonl")).stream()
                .filter(line -> line.contains("\"growth\""))
                .count();
        List<Element> links = page.within("growth", "a").stream()
                .filter(link -> link.getAttribute("aria-label").contains("→"))
                .toList();
        assertEquals(growth, links.size());
        for (Element link : links) {
            String row = page.text(link.getAttribute("href").substring(1));
            String reason = link.getAttribute("aria-label").replaceFirst(".*?: ", "");
            assertTrue(row.contains(reason), row + " has no " + reason);
        }
    }

    @Test
    void theResolutionNeverTrainedAtComesFirstAndTheOthersAreThereToo() throws Exception {
        SyntheticRun.squares(run);
        ParsedPage page = report();
        String fields = page.text("fields");
        assertTrue(fields.indexOf("64², a resolution never trained at") >= 0, fields);
        assertTrue(fields.indexOf("64²") < fields.indexOf("32², a resolution trained at"), fields);
        assertEquals(2 * 3 * 4, page.within("fields", "figure").size());
        assertTrue(fields.contains("coefficient") && fields.contains("pressure, truth") && fields.contains("error"));
        for (Element figure : page.within("fields", "figure")) {
            Element image = (Element) figure.getElementsByTagName("img").item(0);
            assertTrue(image.getAttribute("alt").contains("values from"), "every picture says what it shows");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassifierIsShownByItsClassesAndItsAccuracy(boolean labels) throws Exception {
        SyntheticRun.classes(run, labels);
        ParsedPage page = report();
        assertEquals(List.of(), page.all("aside"));
        assertTrue(page.all("nav").get(0).getTextContent().startsWith("Classes"), "and no fields");
        assertEquals(9, page.within("classes", "circle").size());
        assertEquals(
                2,
                page.within("classes", "circle").stream()
                        .filter(dot -> dot.getTextContent().equals("class 2, answered 0"))
                        .count());
        List<String> counts = page.within("classes", "td").stream()
                .map(Element::getTextContent)
                .toList();
        assertEquals(List.of("3", "0", "0", "0", "3", "0", "2", "0", "1"), counts);
        assertTrue(page.body().contains("test accuracy0.778"), page.body());
        assertTrue(page.text("losses").contains("Held-out accuracy"), page.text("losses"));
        assertTrue(page.text("growth").contains("8 of 64"), page.text("growth"));
    }

    @Test
    void aClassifierOfImagesIsShownByItsClasses() throws Exception {
        SyntheticRun.classes(run, false);
        Npy.write(run.resolve("samples/0/input.npy"), new int[] {9, 2, 2, 1}, new float[36]);
        ParsedPage page = report();
        assertEquals(List.of(), page.all("aside"));
        assertTrue(page.all("nav").get(0).getTextContent().startsWith("Classes"), "and no fields");
    }

    @Test
    void rowsOfNumbersThatAreNoClassesAreNotShown() throws Exception {
        SyntheticRun.classes(run, true);
        Npy.write(run.resolve("samples/0/target.npy"), new int[] {9, 1}, new float[] {.5f, 1, 2, 0, 1, 2, 0, 1, 2});
        ParsedPage page = report();
        assertEquals(List.of(), page.all("aside"));
        assertTrue(page.all("nav").get(0).getTextContent().startsWith("Growth"));
        Npy.write(run.resolve("samples/0/prediction.npy"), new int[] {3, 3}, new float[9]);
        assertTrue(report().all("aside").get(0).getTextContent().contains("samples/0"));
    }

    @Test
    void aModelOfTextIsShownByWhatSurprisedIt() throws Exception {
        SyntheticRun.text(run);
        ParsedPage page = report();
        assertEquals(List.of(), page.all("aside"));
        assertTrue(page.all("nav").get(0).getTextContent().startsWith("Text"), "and no fields");
        List<Element> tokens = page.within("text", "p").stream()
                .filter(p -> p.getAttribute("class").equals("tokens"))
                .toList();
        assertEquals(
                List.of("<b↵\nz[200]", "<b↵\nz[200]"),
                tokens.stream().map(Element::getTextContent).toList());
        List<Element> surprises = page.within("text", "span").stream()
                .filter(span -> span.hasAttribute("title"))
                .toList();
        assertEquals(1, surprises.size());
        assertEquals("z", surprises.get(0).getTextContent());
        assertEquals("surprise4", surprises.get(0).getAttribute("class"));
        assertTrue(surprises.get(0).getAttribute("title").endsWith(" bits, expected y"));
        assertTrue(page.text("text").contains("passage 1 2.5"), page.text("text"));
        Npy.write(run.resolve("samples/0/input.npy"), new int[] {2, 3, 1}, new float[6]);
        assertTrue(report().all("aside").get(0).getTextContent().contains("samples/0"));
    }

    @Test
    void tokensAreShownByWhatTheyMeanWhereThatIsKnown() throws Exception {
        SyntheticRun.text(run);
        Path meanings = run.resolve("samples/0/tokens.json");
        Files.writeString(
                meanings, "{\"60\":\"One\",\"98\":\" <two>\",\"10\":\"\\n\",\"122\":\"\\u001b!\",\"121\":\" \"}");
        ParsedPage page = report();
        assertEquals(List.of(), page.all("aside"));
        assertTrue(page.text("text").contains("One <two>"), page.text("text"));
        Element surprise = page.within("text", "span").stream()
                .filter(span -> span.hasAttribute("title"))
                .findFirst()
                .orElseThrow();
        assertEquals("·!", surprise.getTextContent());
        assertTrue(surprise.getAttribute("title").endsWith(" bits, expected a space"));
        Files.writeString(meanings, "{\"60\":");
        assertTrue(report().all("aside").get(0).getTextContent().contains("samples/0"));
    }

    @Test
    void linesArePlotted() throws Exception {
        SyntheticRun.lines(run);
        ParsedPage page = report();
        assertEquals(List.of(), page.within("fields", "img"));
        assertEquals(2 * 3 * 3, page.within("fields", "svg").size());
        assertTrue(page.text("fields").contains("1024, a resolution never trained at"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job.yaml",
                "journal.jsonl",
                "metrics.jsonl",
                "result.json",
                "provenance.json",
                "samples/card.json",
                "samples/64/prediction.npy"
            })
    void withoutAFileThePageSaysWhatIsMissing(String file) throws Exception {
        SyntheticRun.squares(run);
        Files.delete(run.resolve(file));
        String troubles = report().all("aside").get(0).getTextContent();
        assertTrue(troubles.contains(file), troubles);
        assertFalse(troubles.contains(folder.toString()), "the page does not say where it lay");
    }

    @Test
    void anEmptyDirectoryStillGivesAPage() throws Exception {
        Files.createDirectories(run);
        ParsedPage page = report();
        assertTrue(page.body().contains("not ended"));
        assertEquals(6, page.all("aside").get(0).getElementsByTagName("li").getLength());
    }

    @Test
    void noDirectoryIsAnError() {
        assertThrows(IOException.class, () -> new HtmlReporter().report(run));
    }

    @Test
    void aTornLastLineIsCountedAndLeftOut() throws Exception {
        SyntheticRun.squares(run);
        Files.writeString(
                run.resolve("journal.jsonl"), Files.readString(run.resolve("journal.jsonl")) + "{\"kind\":\"gro");
        assertTrue(report().all("aside").get(0).getTextContent().contains("journal.jsonl: 1 line damaged"));
    }

    @Test
    void whatFilesSayIsTextWhateverItSays() throws Exception {
        String hostile = "</style><script>alert('x')</script>&\u0000\u001b[2J\u202e\"onload=\"";
        SyntheticRun.squares(run);
        String json = new ObjectMapper().writeValueAsString(hostile);
        Files.writeString(
                run.resolve("journal.jsonl"),
                "{\"kind\":\"birth\",\"step\":0,\"dims\":{" + json + ":{\"kind\":" + json
                        + ",\"size\":1,\"limit\":4}}}\n"
                        + "{\"kind\":\"growth\",\"step\":9,\"entry\":" + json + ",\"dim\":" + json
                        + ",\"from\":1,\"to\":2,\"why\":" + json + "," + json + ":" + json + "}\n"
                        + "{\"kind\":" + json + ",\"step\":10,\"why\":" + json + "}\n");
        Files.writeString(run.resolve("job.yaml"), hostile);
        Files.writeString(run.resolve("provenance.json"), "{" + json + ":{" + json + ":" + json + "}}");
        Files.writeString(
                run.resolve("samples/card.json"),
                "{\"title\":" + json + ",\"input\":" + json + ",\"target\":" + json + ",\"trained\":[32]}");
        Files.writeString(run.resolve("result.json"), "{\"status\":" + json + ",\"message\":" + json + "}");
        ParsedPage page = report();
        assertEquals(List.of(), page.all("script"));
        assertEquals(1, page.all("style").size());
        for (Element element : page.all("*")) assertFalse(element.hasAttribute("onload"));
        assertTrue(page.text("journal").contains("</style><script>alert('x')</script>&"));
        assertFalse(page.source().contains("\u202e") || page.source().contains("\u001b"));
    }

    @Test
    void oddShapesAndBrokenNumbersAreTroublesNotFailures() throws Exception {
        SyntheticRun.squares(run);
        Npy.write(run.resolve("samples/64/input.npy"), new int[] {5, 8, 8, 1}, new float[5 * 64]);
        float[] lost = new float[5 * 32 * 32];
        Arrays.fill(lost, Float.NaN);
        Npy.write(run.resolve("samples/32/prediction.npy"), new int[] {5, 32, 32, 1}, lost);
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"kind\":\"epoch\",\"epoch\":1,\"step\":40,\"train\":NaN,\"held-out\":0.3}\n"
                        + "{\"kind\":\"epoch\",\"epoch\":2,\"step\":80,\"train\":\"?\",\"held-out\":-0.1,\"flops\":[]}\n[]\n3\n");
        ParsedPage page = report();
        assertTrue(page.all("aside").get(0).getTextContent().contains("samples/64"));
        assertTrue(page.text("fields").contains("relative error –"));
        assertTrue(page.text("losses").contains("held-out"));
    }

    @Test
    void nothingDependsOnTheLocale() throws Exception {
        SyntheticRun.squares(run);
        String here = report().source();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(here, report().source());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writingAgainReplacesTheFileAndLeavesNothingElse() throws Exception {
        SyntheticRun.squares(run);
        String once = report().source();
        List<String> names = names();
        assertEquals(once, report().source());
        assertEquals(names, names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
