package org.espalier.host.runs.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.lns.Lns;
import org.espalier.models.mlp.Mlp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forks under which the weights of their parent may be another function, which is measured before they train. */
@Timeout(60)
class ForkedFunctionTest extends HostedTinyRuns {
    private static final String MODEL =
            "model: { type: perceptron, width: 6, depth: 2, low-rank: { rank: 2, base: %s } }\n";

    @BeforeEach
    void bring() {
        container.put(container.registry().models(), "perceptron", new Mlp());
        container.put(container.registry().numbers(), "lns", new Lns());
    }

    private Run parent(String base) throws Exception {
        Run parent = start(MODEL.formatted(base));
        finished(parent);
        return parent;
    }

    private static ForkRequest at(Run parent, String... settings) {
        ForkRequest request =
                ForkRequest.of(parent.directory()).at(10).named("fork").because(CAUSE);
        for (int i = 0; i < settings.length; i += 2) {
            request = request.set(settings[i], settings[i + 1]);
        }
        return request;
    }

    /** The only note of a dry run. */
    private String note(ForkRequest request) throws Exception {
        List<String> notes = runs.tryFork(request).changes().stream()
                .map(Changed::note)
                .filter(note -> !note.isEmpty())
                .toList();
        assertEquals(1, notes.size(), notes::toString);
        return notes.get(0);
    }

    @Test
    void anotherFunctionIsToldByTheLossOnBothSidesInTheDryRunAndByTheForkItself() throws Exception {
        Run parent = parent("identity");
        ForkRequest request = at(parent, "model.low-rank.base", "hadamard", "epochs", "4");
        String before =
                String.format(Locale.ROOT, "%.4g", loss(parent.directory().resolve("checkpoints/10"), "validation"));
        String note = note(request);
        assertTrue(
                note.matches("held-out loss " + before.replace(".", "\\.")
                        + " before, [0-9.]+ after: to it the same weights are another function"),
                note);
        assertFalse(Files.exists(folder.resolve("runs/fork")), "a dry run");
        Run fork = runs.fork(request);
        finished(fork);
        Map<String, Object> measured = journal(fork, "measured").get(0);
        assertEquals("model.low-rank.base: " + note, measured.get("why"));
        assertEquals(10, ((Number) measured.get("step")).intValue());
        double after = loss(fork.directory().resolve("checkpoints/10"), "validation");
        assertTrue(note.contains(String.format(Locale.ROOT, "%.4g after", after)), note);
    }

    @Test
    void whatLeavesTheFunctionAsItIsSaysSoAndWhatIsNotAboutItIsNotMeasured() throws Exception {
        Run parent = parent("none");
        String note = note(at(parent, "model.max-width", "80"));
        assertTrue(note.matches("held-out loss (.+) before, \\1 after"), note);
        assertEquals(
                "",
                runs.tryFork(at(parent, "optimizer.lr", "0.001"))
                        .changes()
                        .get(0)
                        .note());
        Run fork = runs.fork(at(parent, "epochs", "4"));
        finished(fork);
        assertEquals(List.of(), journal(fork, "measured"));
    }

    @Test
    void aModelWithoutAPlaceForSomeWeightsIsRefusedAsTheOthersWereTrainedWithThem() throws Exception {
        Run parent = parent("dense");
        for (String base : List.of("none", "hadamard", "identity")) {
            ForkRequest request = at(parent, "model.low-rank.base", base);
            String refused = assertThrows(RefusedException.class, () -> runs.fork(request))
                    .getMessage();
            assertEquals(
                    "--set: model.low-rank.base: " + base
                            + " — leaves no place for hidden0.w0, hidden1.w0 of the checkpoint, with"
                            + " which its other weights were trained; a fork goes on with every parameter of its parent, and"
                            + " another run can be born without",
                    refused);
            assertEquals(
                    refused,
                    assertThrows(RefusedException.class, () -> runs.tryFork(request))
                            .getMessage());
        }
    }

    @Test
    void anotherGridIsToldByHowFarItMovesTheWeightsAndByTheLossOnBothSides() throws Exception {
        Run parent = parent("none");
        ForkRequest request = at(parent, "precision", "{ type: lns, update: { bits: 6 } }");
        String note = note(request);
        assertTrue(
                note.matches(
                        "weights moved by 0\\.\\d+ of their norm, \\S+ farthest, by 0\\.\\d+ of its own, held-out loss .+"
                                + " before, .+ after"),
                note);
        Run fork = runs.fork(request);
        finished(fork);
        assertTrue(
                note.startsWith(String.valueOf(journal(fork, "set").get(0).get("note")) + ", held-out loss"),
                "the journal has how far");
    }
}
