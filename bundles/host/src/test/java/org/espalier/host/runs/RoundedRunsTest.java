package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.number.Multiplication;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;
import org.espalier.host.support.Scripted;
import org.espalier.lns.Bfloat16;
import org.espalier.lns.Fixed;
import org.espalier.lns.Lns;
import org.espalier.lns.LnsMadam;
import org.espalier.optimizers.Madam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs in numbers of few bits: whole lives of them, and the change from one number system to another. */
@Timeout(60)
class RoundedRunsTest extends HostedTinyRuns {
    private static final String WIDTH = "growth: [ { id: width, type: steady, dims: hidden, every: 4 steps } ]\n";
    private static final String LONG = "epochs: 60\ncheckpoint: { every: 20 steps, keep: 100 }\n";
    private static final String LNS =
            "precision: { type: lns, weight: { bits: 6 }, update: { rounding: stochastic } }\n";

    @BeforeEach
    void bring() {
        container.put(container.registry().numbers(), "lns", new Lns());
        container.put(container.registry().numbers(), "fixed", new Fixed());
        container.put(container.registry().numbers(), "bfloat16", new Bfloat16());
        container.put(container.registry().optimizers(), "lns-madam", new LnsMadam());
        container.put(container.registry().optimizers(), "madam", new Madam());
        container.put(container.registry().strategies(), "steady", Scripted.widening());
    }

    /** Another version, which puts weights onto a grid of fewer numbers under the same settings. */
    private record Coarser<S extends Record>(NumberSystem<S> own) implements NumberSystem<S> {
        @Override
        public Class<S> settings() {
            return own.settings();
        }

        @Override
        public boolean rounds(Site site, S settings) {
            return own.rounds(site, settings);
        }

        @Override
        public NumberTraits traits(Site site, S settings) {
            return own.traits(site, settings);
        }

        @Override
        public Multiplication multiplication(S settings) {
            return own.multiplication(settings);
        }

        @Override
        public Rounder prepare(int[] shape, Site site, S settings) {
            return own.prepare(shape, site == Site.UPDATE ? Site.WEIGHT : site, settings);
        }
    }

    private static void assertCoded(Snapshot snapshot) {
        snapshot.parameters().forEach((name, parameter) -> {
            assertTrue(parameter.codes().isPresent(), name);
            assertArrayEquals(parameter.values(), parameter.codes().get().values(), name);
            assertEquals(1, parameter.scales().length, name);
        });
    }

    @Test
    void aRunResumedFromAnyCheckpointEndsBitEqualAndItsCheckpointsHoldCodes() throws Exception {
        Map<String, SavedParameter> whole = undisturbed(LNS + WIDTH);
        for (long step : new long[] {-1, 0, 5, 10, 15}) {
            Run run = start(LNS + WIDTH);
            finished(run);
            assertCoded(newest(run));
            assertTrue(Files.size(weights(run)) < 200, "all weights are codes");
            cutBack(run, step);
            Run again = runs.resume(run.directory());
            finished(again);
            assertEquals(whole, newest(again).parameters(), "from " + step);
        }
    }

    private static Path weights(Run run) throws Exception {
        return checkpoints(run).newestFirst().get(0).resolve("weights.safetensors");
    }

    @Test
    void aForkEndsAsItsParentAndOneInAnotherNumberSystemIsPutOntoItsGrid() throws Exception {
        Run parent = start(LNS + WIDTH);
        finished(parent);
        Map<String, SavedParameter> end = newest(parent).parameters();
        for (long step : new long[] {0, 5, 10}) {
            Run fork = runs.fork(ForkRequest.of(parent.directory()).at(step));
            finished(fork);
            assertEquals(end, newest(fork).parameters(), "from " + step);
        }
        Run other = runs.fork(ForkRequest.of(parent.directory())
                .at(10)
                .set("precision.type", "fixed")
                .set("precision.update.bits", "10"));
        finished(other);
        assertCoded(newest(other));
        Run again = runs.fork(ForkRequest.of(other.directory()).at(15));
        finished(again);
        assertEquals(newest(other).parameters(), newest(again).parameters());
        Run plain = runs.fork(ForkRequest.of(parent.directory()).at(10).set("precision.type", "float32"));
        finished(plain);
        newest(plain).parameters().values().forEach(parameter -> assertEquals(0, parameter.scales().length));
    }

    @Test
    void anUpdateOfTheNumberSystemsBundleChangesNoBit() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG + LNS);
        Run run = start(LONG + LNS);
        pauseAfter(run, 2);
        container.put(container.registry().numbers(), "lns", new Lns());
        run.unpause(CAUSE);
        finished(run);
        assertEquals(undisturbed, newest(run).parameters());
        String note = String.valueOf(journal(run, "swap").get(0).get("note"));
        assertTrue(note.matches("held-out loss (.+) before, \\1 after"), note);
    }

    @Test
    void aRunWaitsForItsNumberSystemAndLosesNothingThoughItIsStopped() throws Exception {
        Map<String, SavedParameter> undisturbed = undisturbed(LONG + LNS);
        Run run = start(LONG + LNS);
        run.pause(CAUSE);
        CountDownLatch waiting = told(run, "waiting");
        container.take(container.registry().numbers(), "lns");
        waiting.await();
        run.stop();
        assertEquals(RunStatus.STOPPED, run.await().status());
        container.put(container.registry().numbers(), "lns", new Lns());
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(undisturbed, newest(again).parameters());
    }

    /** What the journal says of a number system that came in mid-run. */
    private static String moved(Run run, int change) throws Exception {
        Map<String, Object> line = journal(run, "swap").get(change);
        assertEquals("precision", line.get("key"));
        return String.valueOf(line.get("note"));
    }

    @Test
    void theNumberSystemIsSwappedInMidRunAndTheJournalTellsHowFarThatMovesWeights() throws Exception {
        Run run = start(LONG + WIDTH.replace("4 steps", "2 epochs"));
        pauseAfter(run, 2);
        long first = run.step();
        run.swap(Swap.at("precision").to("lns").set("update.bits", "8"), CAUSE);
        pauseLater(run);
        run.set(Map.of("precision.update.bits", "10"), CAUSE);
        pauseLater(run);
        run.set(Map.of("precision.weight.bits", "5"), CAUSE);
        pauseLater(run);
        run.swap(Swap.at("precision").to("fixed"), CAUSE);
        pauseLater(run);
        run.swap(Swap.at("precision").to("float32"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        assertTrue(moved(run, 0)
                .matches("weights moved by 0\\.0[12]\\d* of their norm, w[12] farthest, by 0\\.0\\d* of its own,"
                        + " held-out loss .+ before, .+ after"));
        assertTrue(
                moved(run, 1).startsWith("weights stay as they are, held-out loss"),
                "a finer grid has the old one's numbers");
        assertTrue(moved(run, 2).startsWith("weights stay as they are, held-out loss"), "programs alone see others");
        assertTrue(moved(run, 3).matches("weights moved by [0-9.]+(e-\\d+)? of .*"), moved(run, 3));
        assertTrue(moved(run, 4).startsWith("weights stay as they are, held-out loss"), "floats have all numbers");
        Map<String, SavedParameter> whole = newest(run).parameters();
        for (long step : new long[] {0, first - 1}) {
            cutBack(run, step);
            Run again = runs.resume(run.directory());
            finished(again);
            assertEquals(whole, newest(again).parameters(), "with all orders done again after step " + step);
        }
    }

    private static void pauseLater(Run run) throws Exception {
        long step = run.step();
        run.unpause(CAUSE);
        pauseAfter(run, 2);
        assertTrue(run.step() > step);
    }

    @Test
    void settingsOfTheNumberSystemMayChangeAtAResume() throws Exception {
        Run run = start(LNS);
        finished(run);
        cutBack(run, 10);
        Run again = runs.resume(ResumeRequest.of(run.directory())
                .set("precision.update.bits", "8")
                .set("precision.update.base", "8"));
        finished(again);
        assertCoded(newest(again));
        String told = String.valueOf(journal(again, "precision").get(0).get("why"));
        assertTrue(
                told.matches(
                        "another grid of lns: weights moved by 0\\.\\d+ of their norm, w\\d farthest, by 0\\.\\d+ of its own"),
                told);
        Map<String, SavedParameter> end = newest(again).parameters();
        cutBack(run, 15);
        Run third = runs.resume(run.directory());
        finished(third);
        assertEquals(end, newest(third).parameters());
    }

    @Test
    void onlyASettingThatMovesTheGridPutsWeightsOntoAnother() throws Exception {
        Run run = start(LNS);
        finished(run);
        cutBack(run, 10);
        Run again = runs.resume(ResumeRequest.of(run.directory()).set("precision.weight.bits", "5"));
        finished(again);
        assertEquals(List.of(), journal(again, "precision"), "programs alone see others");
        cutBack(run, 10);
        container.put(container.registry().numbers(), "lns", new Coarser<>(new Lns()));
        ResumeRequest seen = ResumeRequest.of(run.directory()).set("precision.weight.bits", "6");
        String refused =
                assertThrows(RefusedException.class, () -> runs.resume(seen)).getMessage();
        assertTrue(refused.contains("the checkpoint's values are no numbers of it as it is now"), refused);
    }

    @Test
    void whatIsMeasuredOfACheckpointIsWhatItsRunHasMeasured() throws Exception {
        Run run = start(LNS);
        finished(run);
        assertEquals(newest(run).figures().get("held-out"), loss(run.directory(), "validation"));
        container.take(container.registry().numbers(), "lns");
        RefusedException refused = assertThrows(RefusedException.class, () -> loss(run.directory(), "validation"));
        assertTrue(refused.getMessage().contains("no such number system"), refused.getMessage());
    }

    @Test
    void weightsLeaveAsTheFloatsThatTheirCodesStandForWithTheirScales() throws Exception {
        Run run = start(LNS);
        finished(run);
        Path exported = folder.resolve("exported");
        runs.export(run.directory(), "safetensors", exported);
        String header = Files.readString(exported.resolve("weights.safetensors"), StandardCharsets.ISO_8859_1);
        assertTrue(header.contains("\"scales\":"), "the scales of the grid");
    }

    private String refusal(String more) {
        return assertThrows(RefusedException.class, () -> start(more)).getMessage();
    }

    private static final String MADAM =
            "optimizer: { type: %s }\ngroups: [ { match: \"b*\", optimizer: { type: adamw } }, { match: \"*\" } ]\n";

    @Test
    void anOptimizerThatTheNumberSystemCannotCarryIsRefused() throws Exception {
        String coarse = refusal(MADAM.formatted("lns-madam") + "precision: { type: lns, update: { bits: 10 } }\n");
        assertTrue(
                coarse.endsWith(
                        "precision: lns — w1: lns-madam moves weights by steps of 1/128 octaves, and update has steps of"
                                + " 1/32, where they would be lost; give both the same base, or leave update out of its sites"),
                coarse);
        String none = refusal(MADAM.formatted("lns-madam") + "precision: fixed\n");
        assertTrue(none.contains("and update has no such numbers"), none);
        String zeros = refusal(MADAM.formatted("madam") + "precision: fixed\n");
        assertTrue(
                zeros.contains("w1: makes zeros of small weights at update, which madam would never move again"),
                zeros);
        for (String optimizer : new String[] {"lns-madam", "madam"}) {
            finished(start(MADAM.formatted(optimizer) + "precision: lns\n"));
            finished(start(MADAM.formatted(optimizer) + "precision: bfloat16\n"));
        }
    }

    @Test
    void codesOfAnotherGridAreRefusedAtAResume() throws Exception {
        Run run = start(LONG + LNS);
        pauseAfter(run, 1);
        run.stop();
        run.await();
        container.put(container.registry().numbers(), "lns", new Fixed());
        RefusedException refused = assertThrows(RefusedException.class, () -> runs.resume(run.directory()));
        assertFalse(refused.getMessage().isEmpty());
    }

    @Test
    void parametersThatAGroupLeavesInFloat32AreSavedAsTheyAre() throws Exception {
        Run run = start(LNS + "groups: [ { match: \"b*\", precision: float32 } ]\n");
        finished(run);
        SavedParameter bias = newest(run).parameters().get("b1");
        assertEquals(EntryKind.TRAINED, bias.kind());
        assertTrue(bias.codes().isEmpty());
        assertEquals(0, bias.scales().length);
        assertTrue(newest(run).parameters().get("w1").codes().isPresent());
    }
}
