package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights leave a run of the archive and come into another, as people type it. */
class ExportIT {
    private static final String[] SMALL = {"run", "mlp-spirals", "--quiet", "--set", "epochs=9"};

    @TempDir
    Path folder;

    private Espalier espalier;
    private RunFolder first;

    @BeforeEach
    void aPerceptronThatHasGrownOnce() throws Exception {
        espalier = Espalier.in(folder);
        good(SMALL);
        first = new RunFolder(folder.resolve("runs/mlp-spirals/1"));
        assertEquals(1, first.growth().size());
    }

    private String good(String... arguments) throws Exception {
        Outcome outcome = espalier.run(arguments);
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.errors());
        return outcome.output();
    }

    @Test
    void aRunBeginsWithExportedWeightsWhereTheOtherHasEnded() throws Exception {
        String told = good("evaluate", "mlp-spirals/1", "--json");
        String loss = told.replaceAll("(?s).*\"loss\":([^,]+),.*", "$1");
        assertTrue(first.json("result.json").contains("\"loss\" : " + loss), () -> told);

        assertEquals(
                "mlp-spirals-1/weights.npz\nmlp-spirals-1/load_in_torch.py\n",
                good("export", "mlp-spirals", "--format", "npz"));
        String script = Files.readString(folder.resolve("mlp-spirals-1/load_in_torch.py"));
        assertTrue(script.contains("        widths=[16],\n"), script);

        String weights = "mlp-spirals-1/weights.npz";
        good("run", "mlp-spirals", "--quiet", "--set", "epochs=1", "--set", "growth=off", "--weights", weights);
        RunFolder second = new RunFolder(folder.resolve("runs/mlp-spirals/2"));
        assertEquals(weights, field(second.journal("birth").get(0), "weights"));
        String born = good("evaluate", "mlp-spirals/2@0", "--json");
        assertEquals(loss, born.replaceAll("(?s).*\"loss\":([^,]+),.*", "$1"));

        String input = "runs/mlp-spirals/1/samples/0/input.npy";
        good("predict", "mlp-spirals/1", "--input", input, "--output", "one.npy");
        good("predict", "mlp-spirals/2@0", "--input", input, "--output", "two.npy");
        assertArrayEquals(Files.readAllBytes(folder.resolve("one.npy")), Files.readAllBytes(folder.resolve("two.npy")));
    }

    @Test
    void weightsThatDoNotFitAreOneLineAndNothingIsBegun() throws Exception {
        String[] wrong = {
            "run", "mlp-spirals", "--set", "growth=off", "--set", "data.classes=3", "--weights", "mlp-spirals/1@360"
        };
        Outcome outcome = espalier.run(wrong);
        assertEquals(2, outcome.exitCode(), outcome::toString);
        assertEquals(
                "espalier: mlp-spirals/1@360: out.weight: has shape [16, 5] — the job's model has it of shape [16, 3]\n",
                outcome.errors());
        assertTrue(Files.notExists(folder.resolve("runs/mlp-spirals/2")));
    }
}
