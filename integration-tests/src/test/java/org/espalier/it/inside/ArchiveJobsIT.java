package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** The jobs of the archive: those on fields and text with fewer samples and epochs, the classifiers much as they are. */
@ExtendWith(ServiceExtension.class)
class ArchiveJobsIT {
    private static final Path JOBS = Path.of(System.getProperty("espalier.home"), "jobs");

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    /** Those on fields, which are tested at a resolution that they never see. */
    static List<String> jobs() throws IOException {
        try (var files = Files.list(JOBS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(burgers|darcy|kolmogorov).*\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobOfTheArchiveFinishesOnAFewSamples(String name) throws Exception {
        // Two epochs teach too little to grow by the job's own criterion.
        Map<String, String> few = new HashMap<>(Map.of(
                "data.train", "8",
                "data.validation", "4",
                "data.test", "4",
                "batch", "4",
                "epochs", "2",
                "growth.modes.explained", "0.999"));
        if (name.startsWith("kolmogorov")) {
            few.put("data.after", "0");
        }
        Run run = new Training(runs, JOBS.resolve(name), folder).start("runs", few);
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        assertEquals(4, run.step());
        assertEquals(2, result.tests().size());
        assertTrue(result.tests().stream().anyMatch(test -> !test.trained()), "one never seen");
        for (TestLoss test : result.tests()) assertTrue(test.loss() > 0 && test.loss() < 2, test::toString);
        RunFolder left = new RunFolder(run.directory());
        assertFalse(left.growth().isEmpty());
        assertEquals(List.of(), left.journal("fault"));
        assertEquals(List.of(), left.journal("rejected"));
    }

    @Test
    void theModelOfTextLearnsInAFewStepsAndIsShownByItsSurprise() throws Exception {
        Map<String, String> few = Map.of(
                "data.length", "60000", "data.context", "64", "model.layers", "2", "model.width", "64", "epochs", "4");
        Run run = new Training(runs, JOBS.resolve("gpt.yaml"), folder).start("runs", few);
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        TestLoss test = result.tests().get(0);
        double bits = test.figures().getOrDefault("bits-per-token", Double.NaN);
        assertEquals(test.loss() / Math.log(2), bits, 1e-6 * bits);
        // Letters by their frequency alone would cost 4.2 bits.
        assertTrue(bits > 0.5 && bits < 3.6, test::toString);
        String page = Files.readString(run.directory().resolve("report.html"));
        assertTrue(page.contains("test bits-per-token") && page.contains("surprise4"));
        String written = written(run, 7);
        assertEquals(written, written(run, 7));
        assertEquals(300, written.length());
        // Of 256 bytes it knows the letters by now, and the lengths of words.
        assertTrue(written.chars().filter(c -> c < 127 && Character.isLetter(c)).count() > 150, written);
        assertTrue(written.split("[ \n]").length > 30, written);
        assertFalse(written.equals(written(run, 8)), written);
    }

    @Test
    void theModelOfTextWithAllOfItLearnsAndGrowsInRank() throws Exception {
        Map<String, String> few = Map.of(
                "data.length", "40000",
                "data.context", "64",
                "model.layers", "1",
                "model.width", "32",
                "model.low-rank.max-rank", "32",
                "growth.rank.explained", "0.99");
        Run run = new Training(runs, JOBS.resolve("gpt-composed.yaml"), folder).start("runs", few);
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        double bits = result.tests().get(0).figures().getOrDefault("bits-per-token", Double.NaN);
        assertTrue(bits > 0.5 && bits < 4.2, "bits of a byte: " + bits);
        RunFolder left = new RunFolder(run.directory());
        assertFalse(left.growth().isEmpty());
        for (String kind : List.of("fault", "rejected", "rolled-back")) assertEquals(List.of(), left.journal(kind));
    }

    /** What the run's model goes on with. */
    private String written(Run run, long seed) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] text = "CHAPTER 1.".getBytes(StandardCharsets.US_ASCII);
        var request = GenerationRequest.of(run.directory(), text).length(300).seed(seed);
        runs.generate(request, bytes -> {
            all.writeBytes(bytes);
            return true;
        });
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theClassifierBecomesWiderAndDeeperAndIsTestedOnItsAccuracy() throws Exception {
        Run run = new Training(runs, JOBS.resolve("mlp-spirals.yaml"), folder).start("runs", Map.of());
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        TestLoss test = result.tests().get(0);
        double accuracy = test.figures().getOrDefault("accuracy", Double.NaN);
        assertTrue(accuracy > 0.97 && accuracy <= 1, test::toString);
        RunFolder left = new RunFolder(run.directory());
        assertEquals(
                List.of(
                        "hidden0.width 8 16",
                        "depth 1 2",
                        "hidden1.width 0 16",
                        "hidden0.width 16 32",
                        "hidden1.width 16 32",
                        "depth 2 3",
                        "hidden2.width 0 32",
                        "hidden0.width 32 64",
                        "hidden1.width 32 64",
                        "hidden2.width 32 64"),
                left.growth().stream()
                        .map(line -> field(line, "dim") + " " + field(line, "from") + " " + field(line, "to"))
                        .toList());
        for (String line : left.growth()) assertTrue(field(line, "outputs").startsWith("unchanged"), line);
        assertEquals(List.of(), left.journal("rejected"));
        assertTrue(left.metrics().stream().anyMatch(line -> line.contains("\"figures\":{\"accuracy\"")));
        assertTrue(Files.readString(run.directory().resolve("report.html")).contains("test accuracy"));
    }

    @Test
    void theClassifierOfLowRankGrowsInRankAndIsTestedOnItsAccuracy() throws Exception {
        Run run = new Training(runs, JOBS.resolve("mlp-inrank.yaml"), folder).start("runs", Map.of());
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        TestLoss test = result.tests().get(0);
        double accuracy = test.figures().getOrDefault("accuracy", Double.NaN);
        assertTrue(accuracy > 0.96 && accuracy <= 1, test::toString);
        RunFolder left = new RunFolder(run.directory());
        assertTrue(left.growth().size() > 1, left.growth()::toString);
        for (String line : left.growth()) {
            assertTrue(field(line, "dim").endsWith(".rank"), line);
            assertTrue(field(line, "outputs").startsWith("unchanged"), line);
        }
        assertEquals(List.of(), left.journal("rejected"));
        assertEquals(List.of(), left.journal("fault"));
    }

    /** Six directions are there to be learned, and two units are the buffer. */
    @Test
    void theDeepLinearNetGetsAUnitForEveryDirectionThatItLearns() throws Exception {
        Run run = new Training(runs, JOBS.resolve("linear-incremental.yaml"), folder).start("runs", Map.of());
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        double loss = result.tests().get(0).loss();
        assertTrue(loss < 0.01, () -> "of 6 at birth " + loss + " is left");
        RunFolder left = new RunFolder(run.directory());
        List<String> widths =
                left.growth().stream().map(line -> field(line, "to")).toList();
        assertEquals(List.of("4", "5", "6", "7", "8"), widths);
        for (String line : left.growth()) assertTrue(field(line, "outputs").startsWith("unchanged"), line);
        assertEquals(List.of(), left.journal("fault"));
    }

    @Test
    void theReaderOfDigitsBecomesWiderAndReadsMostOfThem() throws Exception {
        Map<String, String> few =
                Map.of("data.train", "4000", "data.validation", "500", "data.test", "500", "epochs", "5");
        Run run = new Training(runs, JOBS.resolve("mlp-digits.yaml"), folder).start("runs", few);
        RunResult result = Training.ended(run, RunStatus.FINISHED);
        TestLoss test = result.tests().get(0);
        double accuracy = test.figures().getOrDefault("accuracy", Double.NaN);
        assertTrue(accuracy > 0.8 && accuracy <= 1, test::toString);
        RunFolder left = new RunFolder(run.directory());
        assertEquals(4, left.growth().size(), left.growth()::toString);
        assertEquals(List.of(), left.journal("rejected"));
        assertTrue(Files.readString(run.directory().resolve("report.html")).contains("test accuracy"));
    }

    private double accuracy(String job, Map<String, String> settings) throws Exception {
        Run run = new Training(runs, JOBS.resolve(job), folder).start("runs", settings);
        TestLoss test = Training.ended(run, RunStatus.FINISHED).tests().get(0);
        return test.figures().getOrDefault("accuracy", Double.NaN);
    }

    @Test
    void whatIsBornWithoutRandomnessLearnsToRead() throws Exception {
        double accuracy = accuracy("zero-mlp.yaml", Map.of("data.train", "4000", "epochs", "3"));
        assertTrue(accuracy > 0.75, "accuracy " + accuracy);
    }

    @Test
    void whatHasTwelveBitsOfAWeightAndEightOfAllElseLearnsToRead() throws Exception {
        double accuracy = accuracy("mlp-lns.yaml", Map.of("data.train", "4000", "epochs", "3"));
        assertTrue(accuracy > 0.75, "accuracy " + accuracy);
    }

    @Test
    void aResidualNetworkWhoseConvolutionsAreBornZeroLearnsToRead() throws Exception {
        Map<String, String> small = Map.of(
                "data.size", "8",
                "data.distortion", "0.5",
                "data.train", "4000",
                "data.validation", "200",
                "data.test", "500",
                "epochs", "3",
                "optimizer.lr", "0.1",
                "model.blocks", "[1, 1]",
                "model.widths", "[16, 32]");
        double accuracy = accuracy("zero-resnet.yaml", small);
        assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    }

    @Test
    void aHundredLayersLearnIfBornByZeroAndHardlyIfDrawn() throws Exception {
        double born = accuracy("zero-deep.yaml", Map.of("epochs", "4"));
        double drawn = accuracy("zero-deep.yaml", Map.of("epochs", "4", "init", "kaiming"));
        assertTrue(born > 0.8, "accuracy " + born);
        assertTrue(drawn < 0.4, "accuracy of Kaiming's " + drawn);
    }
}
