package org.espalier.it.outside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What if it had not grown: a run is forked, compared and trained again from any terminal. */
class ForkIT {
    @TempDir
    Path folder;

    private RunFolder parent;

    private Outcome espalier(int code, String... words) throws Exception {
        Outcome outcome = Espalier.in(folder).run(words);
        assertEquals(code, outcome.exitCode(), outcome::toString);
        return outcome;
    }

    @BeforeEach
    void train() throws Exception {
        SmallJob.asItIs().in(folder);
        espalier(0, "run", "small.yaml", "--quiet", "--set", "checkpoint.keep=9");
        parent = new RunFolder(folder.resolve("runs/small/1"));
    }

    @Test
    void aForkIsItsParentAgainUntilSomethingIsDifferentAndBothAreCompared() throws Exception {
        espalier(0, "fork", "small@30", "--name", "same", "--quiet");
        RunFolder same = new RunFolder(folder.resolve("runs/same/1"));
        assertEquals(parent.weights(SmallJob.STEPS), same.weights(SmallJob.STEPS));
        assertEquals(parent.metrics(), same.metrics());
        Outcome fork = espalier(
                0, "fork", "small@30", "--set", "growth.modes=remove", "--name", "fixed", "--because", "what if?");
        assertTrue(fork.output().contains("fixed/1  a fork of small/1@30"), fork::output);
        RunFolder fixed = new RunFolder(folder.resolve("runs/fixed/1"));
        assertEquals("small/1@30", field(fixed.journal("fork").get(0), "parent"));
        assertFalse(fixed.growth().stream()
                .anyMatch(line -> field(line, "entry").equals("modes") && Long.parseLong(field(line, "step")) > 30));

        Outcome compared = espalier(0, "compare", "small", "fixed", "same");
        List<String> lines = compared.output().lines().toList();
        assertEquals("one run up to small/1@30; numbers are of what came after it", lines.get(0));
        assertTrue(lines.get(2).startsWith("small/1  finished  "), compared::output);
        assertTrue(compared.output().contains("fixed/1  growth.modes "), compared::output);
        String page = Files.readString(folder.resolve("runs/compare.html"));
        assertEquals(3, page.split("class=\"branch\"", -1).length - 1);
        List<String> json = espalier(0, "compare", "small", "same", "--json")
                .output()
                .lines()
                .toList();
        assertEquals(field(json.get(0), "held-out"), field(json.get(1), "held-out"));
        assertEquals("30", field(json.get(1), "steps"));

        Outcome none = espalier(2, "fork", "small@7");
        assertTrue(none.errors().contains("has no checkpoint @7; there are @0, @10, @20, @30"), none::errors);
    }

    @Test
    void aReplaySaysWhetherItIsTheSameAndWhereItIsNot() throws Exception {
        Outcome same = espalier(0, "replay", "small/1");
        assertTrue(
                same.output().contains("weights, moments and ages of step 60 are those of small/1, bit for bit"),
                same::output);
        Path job = parent.path().resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replaceFirst("seed: [0-9]+", "seed: 77"));
        Outcome other = Espalier.in(folder).run("replay", "small/1");
        assertEquals(1, other.exitCode(), other::toString);
        assertTrue(
                other.errors()
                        .matches(
                                "(?s).*is not small/1@60: .* differs first.*; the losses on record part at step 10\\s*"),
                other::errors);
    }
}
