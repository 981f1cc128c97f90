package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.NpyFile;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run and a prediction as people make them. */
class RunIT {
    @TempDir
    Path folder;

    @Test
    void aRunPrintsTheErrorsOfBothResolutionsAndItsPredictionsAgreeWithThem() throws Exception {
        SmallJob.asItIs().in(folder);
        Espalier espalier = Espalier.in(folder);
        Outcome run = espalier.run("run", "small.yaml");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals("", run.errors());
        assertTrue(run.output().contains("\n  16²  ."), run::output);
        assertTrue(
                Pattern.compile("(?m)^  16²  \\.\\d+  trained$")
                        .matcher(run.output())
                        .find(),
                run::output);
        assertTrue(
                Pattern.compile("(?m)^  32²  \\.\\d+  never seen$")
                        .matcher(run.output())
                        .find(),
                run::output);
        assertTrue(run.output().contains("report  runs/small/1/report.html\n"), run::output);

        RunFolder left = new RunFolder(folder.resolve("runs/small/1"));
        NpyFile truth = NpyFile.read(left.path().resolve("samples/32/target.npy"));
        Outcome prediction =
                espalier.run("predict", "small", "--input", "runs/small/1/samples/32/input.npy", "--output", "out.npy");
        assertEquals(0, prediction.exitCode(), prediction::toString);
        assertEquals("out.npy  4 × 32 × 32 × 1\n", prediction.output());
        NpyFile predicted = NpyFile.read(folder.resolve("out.npy"));
        assertArrayEquals(new int[] {4, 32, 32, 1}, predicted.shape());
        assertEquals(testError(left, 32), predicted.relativeErrorTo(truth), 1e-3);

        byte[] before = Files.readAllBytes(folder.resolve("out.npy"));
        Outcome again =
                espalier.run("predict", "small", "--input", "runs/small/1/samples/16/input.npy", "--output", "out.npy");
        assertEquals(2, again.exitCode(), again::toString);
        assertEquals(1, again.errors().lines().count(), again::errors);
        assertTrue(again.errors().contains("out.npy: is there already"), again::errors);
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("out.npy")));
    }

    @Test
    void aClassifierPrintsItsAccuracyAndPredictsScores() throws Exception {
        Espalier espalier = Espalier.in(folder);
        Outcome run = espalier.run(
                "run", "mlp-spirals", "--set", "epochs=2", "--set", "data.target=label", "--set", "model.outputs=5");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals("", run.errors());
        assertTrue(
                Pattern.compile("(?m)^  all  [\\d.]+  accuracy \\.\\d+$")
                        .matcher(run.output())
                        .find(),
                run::output);
        String samples = "runs/mlp-spirals/1/samples/0/";
        Outcome prediction =
                espalier.run("predict", "mlp-spirals", "--input", samples + "input.npy", "--output", "out.npy");
        assertEquals(0, prediction.exitCode(), prediction::toString);
        assertEquals("out.npy  400 × 5\n", prediction.output());
        NpyFile predicted = NpyFile.read(folder.resolve("out.npy"));
        assertTrue(predicted.relativeErrorTo(NpyFile.read(folder.resolve(samples + "prediction.npy"))) < 1e-5);
        Outcome wrong = espalier.run("predict", "mlp-spirals", "--input", samples + "target.npy", "--output", "no.npy");
        assertEquals(2, wrong.exitCode(), wrong::toString);
        assertTrue(wrong.errors().contains("the model wants [samples, …] of [2]\n"), wrong::errors);
    }

    @Test
    void aJobThatCannotBeRunIsOneLineAndExitCodeTwo() throws Exception {
        SmallJob.asItIs().with("width: 8", "widht: 8").in(folder);
        Outcome outcome = Espalier.in(folder).run("run", "small.yaml");
        assertEquals(2, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.output());
        assertEquals(1, outcome.errors().lines().count(), outcome::errors);
        assertTrue(
                outcome.errors()
                        .startsWith("espalier: small.yaml:4: model.widht: 8 — no such key, did you mean width?"),
                outcome::errors);
        assertTrue(Files.notExists(folder.resolve("runs")), "nothing was started");
    }

    private static double testError(RunFolder run, int resolution) throws Exception {
        for (String test : run.json("result.json").split("\\{")) {
            if (field(test, "resolution").equals(Integer.toString(resolution)))
                return Double.parseDouble(field(test, "loss"));
        }
        throw new AssertionError("no test at " + resolution);
    }
}
