package org.espalier.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {
    private static final String BIRTH =
            "{\"kind\":\"birth\",\"step\":0,\"dims\":{\"a\":{\"kind\":\"MODES\",\"size\":4,\"limit\":12},\"b\":{\"size\":1,\"limit\":2}}}";

    @TempDir
    Path folder;

    private static String growth(long step, String dim, int from, int to) {
        return "{\"kind\":\"growth\",\"step\":" + step + ",\"dim\":\"" + dim + "\",\"from\":" + from + ",\"to\":" + to
                + "}";
    }

    private List<String> lanes(String... journal) throws IOException {
        Files.write(folder.resolve("journal.jsonl"), List.of(journal));
        return Lanes.of(RunFiles.read(folder)).stream().map(LanesTest::told).toList();
    }

    private static String told(Lane lane) {
        StringBuilder text = new StringBuilder(lane.dim() + "/" + lane.limit() + "~" + lane.scale());
        lane.steps()
                .forEach(
                        size -> text.append(" ").append(size.step()).append(":").append(size.size()));
        return text.toString();
    }

    @Test
    void aLaneGoesFromBirthThroughEveryGrowth() throws IOException {
        assertEquals(
                List.of("a/12~12 0:4 40:6 80:5", "b/2~2 0:1"),
                lanes(BIRTH, growth(40, "a", 4, 6), growth(80, "a", 6, 5)));
    }

    @Test
    void whatAResumedRunDidAgainCountsOnce() throws IOException {
        assertEquals(
                List.of("a/12~12 0:4 40:6 90:7", "b/2~2 0:1"),
                lanes(
                        BIRTH,
                        growth(40, "a", 4, 6),
                        growth(80, "a", 6, 8),
                        "{\"kind\":\"resume\",\"step\":60}",
                        growth(90, "a", 6, 7)));
    }

    @Test
    void withoutABirthTheFirstGrowthTellsTheSizeBefore() throws IOException {
        assertEquals(List.of("a/0~6 0:4 40:6"), lanes(growth(40, "a", 4, 6)));
    }

    @Test
    void aDimBornByDepthBeginsWithItsFirstGrowth() throws IOException {
        assertEquals(List.of("a/12~12 0:4", "b/2~2 0:1", "c/0~3 0:2 50:3"), lanes(BIRTH, growth(50, "c", 2, 3)));
    }

    @Test
    void aDimThatHasOutgrownItsFirstLimitHasNoneUnlessTheGrowthTellsAnother() throws IOException {
        assertEquals(List.of("a/0~14 0:4 40:14", "b/2~2 0:1"), lanes(BIRTH, growth(40, "a", 4, 14)));
        String telling = growth(40, "a", 4, 14).replace("}", ",\"limit\":16}");
        assertEquals(List.of("a/16~16 0:4 40:14", "b/2~2 0:1"), lanes(BIRTH, telling));
    }

    @Test
    void dimsOfAKindShareTheirScale() throws IOException {
        String birth =
                "{\"kind\":\"birth\",\"dims\":{\"a\":{\"kind\":\"RANK\",\"size\":1,\"limit\":4},\"b\":{\"kind\":\"RANK\",\"size\":2,\"limit\":8}}}";
        assertEquals(List.of("a/4~8 0:1", "b/8~8 0:2"), lanes(birth));
    }

    @Test
    void withoutAJournalTheMetricsTellSizesWithoutReasons() throws IOException {
        Files.write(
                folder.resolve("metrics.jsonl"),
                List.of(
                        "{\"kind\":\"epoch\",\"epoch\":1,\"step\":40,\"dims\":{\"a\":4}}",
                        "{\"kind\":\"epoch\",\"epoch\":2,\"step\":80,\"dims\":{\"a\":6}}"));
        List<Lane> lanes = Lanes.of(RunFiles.read(folder));
        assertEquals("a/0~6 0:4 80:6", told(lanes.get(0)));
        assertNull(lanes.get(0).steps().get(1).reason());
    }

    @Test
    void figuresOfStepsDoneTwiceAreThoseOfTheSecondTime() throws IOException {
        Files.write(
                folder.resolve("metrics.jsonl"),
                List.of(
                        "{\"kind\":\"step\",\"step\":10,\"loss\":1}",
                        "{\"kind\":\"epoch\",\"epoch\":1,\"step\":40,\"train\":1}",
                        "{\"kind\":\"step\",\"step\":50,\"loss\":2}",
                        "{\"kind\":\"epoch\",\"epoch\":2,\"step\":80,\"train\":2}",
                        "{\"kind\":\"step\",\"step\":50,\"loss\":3}",
                        "{\"kind\":\"epoch\",\"epoch\":2,\"step\":80,\"train\":3}"));
        Metrics metrics = RunFiles.read(folder).metrics();
        assertEquals(
                List.of(1.0, 3.0),
                metrics.epochs().stream().map(EpochFigures::train).toList());
        assertEquals(
                List.of(1.0, 3.0), metrics.losses().stream().map(StepLoss::loss).toList());
    }
}
