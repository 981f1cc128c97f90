package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.store.JsonLines;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TappedMlp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who of a run's growth entries is asked first, changed while it trains. */
@Timeout(60)
class GrowthOrderTest extends HostedTinyRuns {
    private static final String B = ", { id: b, type: never, dims: rank, every: 1 steps }";
    private static final String JOB = "model: { type: mlp, hidden: 4, rank: 1, taps: false, reports: false }\n"
            + "growth: [ { id: a, type: never, dims: hidden, every: 1 steps }" + B + " ]\n"
            + "epochs: 150\ncheckpoint: { every: 50 steps, keep: 100 }\n";

    @BeforeEach
    void twoDims() {
        container.put(container.registry().models(), "mlp", new TappedMlp());
        container.put(
                container.registry().strategies(), "never", new Scripted((seen, state) -> Decision.keep("no", state)));
    }

    /** Step and entry of every decision on record. */
    private static List<String> asked(Run run) throws Exception {
        return JsonLines.read(run.directory().resolve("metrics.jsonl")).stream()
                .filter(line -> "decision".equals(line.get("kind")))
                .map(line -> line.get("step") + " " + line.get("entry"))
                .toList();
    }

    @Test
    void entriesAreAskedInAnotherOrderFromThatStepOnAndSoTheyAreInAResumedRun() throws Exception {
        Run run = start(JOB);
        pauseAfter(run, 2);
        long step = run.step();
        assertEquals(
                List.of(new Changed("growth.order", "[a, b]", "[b, a]", "")),
                run.set(Map.of("growth.order", "[b, a]"), CAUSE));
        assertEquals(List.of(), run.set(Map.of("growth.order", "[b, a]"), CAUSE), "nothing to change");
        assertEquals("b", run.plan().get(0).entry());
        run.unpause(CAUSE);
        finished(run);
        List<String> asked = asked(run);
        assertTrue(step > 1 && asked.size() > 2 * step, () -> step + " of " + asked);
        for (int i = 0; i < asked.size(); i++) {
            long at = 1 + i / 2;
            boolean first = i % 2 == 0;
            assertEquals(at + (first == at <= step ? " a" : " b"), asked.get(i));
        }
        Map<String, Object> line = journal(run, "set").get(0);
        assertEquals(
                List.of("growth.order", "[a, b]", "[b, a]", "somebody", "a test"),
                List.of(line.get("key"), line.get("from"), line.get("to"), line.get("actor"), line.get("because")));
        for (long back : List.of(0L, (step + 50) / 50 * 50)) {
            cutBack(run, back);
            finished(runs.resume(run.directory()));
            assertEquals(asked, asked(run), "from step " + back);
        }
    }

    @Test
    void whatDoesNotNameEveryEntryOnceIsRefusedAndTheOrderStays() throws Exception {
        Run run = start(JOB);
        run.pause(CAUSE);
        Map<String, String> whys = Map.of(
                "[b]", "wants the ids of all entries, such as [a, b]; not named: a",
                "a", "not named: b",
                "7", "wants the ids of all entries",
                "[b, a, b]", "b stands twice",
                "[b, c]", "there are a, b");
        whys.forEach((wrong, why) -> {
            String refusal = assertThrows(RefusedException.class, () -> run.set(Map.of("growth.order", wrong), CAUSE))
                    .getMessage();
            assertTrue(refusal.startsWith("--set: growth.order: ") && refusal.contains(why), refusal);
        });
        assertEquals("a", run.plan().get(0).entry());
        run.stop();
        run.await();
        assertEquals(List.of(), journal(run, "set"));
    }

    @Test
    void anEntryThatComesMayBeAskedFirstByTheSameOrder() throws Exception {
        Run run = start(JOB.replace(B, ""));
        run.pause(CAUSE);
        Map<String, String> both = new LinkedHashMap<>();
        both.put("growth.b", "{ type: never, dims: rank }");
        both.put("growth.order", "[b, a]");
        run.set(both, CAUSE);
        assertEquals(List.of("b", "a"), run.plan().stream().map(Intent::entry).toList());
        run.stop();
        run.await();
    }
}
