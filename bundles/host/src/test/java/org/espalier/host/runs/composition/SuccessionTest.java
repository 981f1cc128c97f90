package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Swap;
import org.espalier.api.run.Trial;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a plugin's settings when another takes its place: one rule for swap, fork and run. */
@Timeout(60)
class SuccessionTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 60\ncheckpoint: { every: 1 h }\n";
    private static final String EARLY =
            "growth: [ { id: width, type: early, dims: hidden, every: 40 steps, explained: 0.99, gap: 25 } ]\n";
    private static final String WORDS =
            "carried over explained 0.99; dropped gap 25; by default buffer 2 (was 8), patience 8";

    /** Settings of the strategy in place. */
    record EarlySettings(
            @Range(min = 0, max = 1) @Default("0.9") double explained,
            @Default("8") int buffer,
            @Default("50") int gap) {}

    /** The same of a later version, of which 0.99 is a default. */
    record NewerEarlySettings(
            @Range(min = 0, max = 1) @Default("0.99") double explained,
            @Default("8") int buffer,
            @Default("50") int gap) {}

    /** Settings of the one that comes; it shares two of them by name. */
    record LateSettings(
            @Range(min = 0, max = 1) @Default("0.9") double explained,
            @Default("2") int buffer,
            @Default("8") int patience) {}

    /** Settings of one that takes less. */
    record PickySettings(@Range(min = 0, max = 0.95) @Default("0.9") double explained) {}

    private record Halving<S extends Record>(Class<S> settings) implements GrowthStrategy<S> {
        @Override
        public Decision decide(StepView seen, S settings, PluginState state) {
            Dim first = seen.dims().get(0);
            return settings instanceof LateSettings
                    ? Decision.grow(
                            GrowthPlan.of(GrowthOp.resize(first, first.size() - 1)), "late: fewer are enough", state)
                    : Decision.keep("early", state);
        }
    }

    @BeforeEach
    void supplyStrategies() {
        put("early", EarlySettings.class);
        put("late", LateSettings.class);
        put("picky", PickySettings.class);
    }

    private <S extends Record> void put(String name, Class<S> settings) {
        container.put(container.registry().strategies(), name, new Halving<>(settings));
    }

    private Run start(String more, String... settings) throws Exception {
        Path job = Files.writeString(folder.resolve("tiny.yaml"), TinyContainer.job(more));
        RunRequest request = RunRequest.of(job, folder.resolve("runs"));
        for (int i = 0; i < settings.length; i += 2) {
            request = request.set(settings[i], settings[i + 1]);
        }
        return runs.start(request);
    }

    private static String entry(String job) {
        return job.lines()
                .filter(line -> line.contains("id: width"))
                .findFirst()
                .orElse(job)
                .strip();
    }

    private static ForkRequest late(Run parent) {
        return ForkRequest.of(parent.directory()).named("late").because(CAUSE).set("growth.width.type", "late");
    }

    @Test
    void aSwapCarriesOverWhatSomebodyHasSaidAndTellsAllElseThatHolds() throws Exception {
        Run run = start(LONG + EARLY);
        run.pause(CAUSE);
        Swap swap = Swap.at("growth.width").to("late").fresh();
        Trial trial = run.trySwap(swap);
        assertEquals(
                List.of(WORDS), trial.changes().stream().map(Changed::settings).toList());
        List<Changed> done = run.swap(swap, CAUSE);
        assertEquals(trial.changes(), done);
        assertEquals(WORDS, journal(run, "swap").get(0).get("settings"));
        String entry = entry(run.job());
        assertTrue(entry.contains("type: late") && entry.contains("explained: 0.99"), entry);
        assertTrue(entry.contains("buffer: 2") && entry.contains("patience: 8") && !entry.contains("gap"), entry);
    }

    @Test
    void whatASwapGivesGoesBeforeWhatIsCarriedOverAndTheSamePluginKeepsItsOwn() throws Exception {
        Run run = start(LONG + EARLY);
        run.pause(CAUSE);
        Swap given = Swap.at("growth.width").to("late").set("explained", "0.5").fresh();
        assertEquals(
                "given explained 0.5; dropped gap 25; by default buffer 2 (was 8), patience 8",
                run.trySwap(given).changes().get(0).settings());
        Swap same = Swap.at("growth.width").to("early").set("buffer", "4");
        Changed tried = run.trySwap(same).changes().get(0);
        assertTrue(tried.to().contains("explained: 0.99") && tried.to().contains("buffer: 4"), tried::to);
        assertEquals(List.of(tried), run.swap(same, CAUSE));
    }

    @Test
    void aDryRunSaysWhatTheNewcomerWouldDoFirst() throws Exception {
        Run run = start(LONG + EARLY);
        run.pause(CAUSE);
        Intent first = run.trySwap(Swap.at("growth.width").to("late").fresh())
                .intents()
                .get(0);
        assertEquals("late", first.strategy());
        assertEquals("cut", first.answer());
        assertTrue(first.plan().matches("hidden 4→3 \\([0-9.]+ % of its norm cut off\\)"), first::plan);
        assertEquals("late: fewer are enough", first.why());
        assertTrue(first.next().matches("after step \\d+"), first::next);
        assertEquals(
                List.of(),
                run.trySwap(Swap.at("optimizer.schedule").to("plateau")).intents());
    }

    @Test
    void aForkDoesLikewiseAndItsDryRunWritesNothing() throws Exception {
        Run parent = start(EARLY);
        finished(parent);
        ForkRequest request = late(parent).at(10);
        Trial trial = runs.tryFork(request.set("epochs", "5"));
        assertEquals(
                "growth.width.type early → late; settings: " + WORDS,
                trial.changes().get(0).line());
        assertTrue(trial.intents().get(0).plan().startsWith("hidden 4→3 ("), trial::toString);
        assertFalse(Files.exists(folder.resolve("runs/late")), "a dry run");
        Run fork = runs.fork(request);
        finished(fork);
        assertEquals(WORDS, journal(fork, "set").get(0).get("settings"));
        String entry = entry(newest(fork).notes().get(Snapshots.JOB));
        assertTrue(entry.contains("explained: 0.99") && entry.contains("buffer: 2"), entry);
        assertTrue(Files.readString(fork.directory().resolve("orders.jsonl")).contains("growth.width.explained"));
        assertEquals(
                List.of(),
                runs.tryFork(ForkRequest.of(parent.directory()).at(10)).intents());
    }

    @Test
    void aJobFileUnderAnotherTypeDoesLikewise() throws Exception {
        Run run = start(EARLY, "growth.width.type", "late");
        finished(run);
        Map<String, Object> told = journal(run, "settings").get(0);
        assertEquals("growth.width early → late; settings: " + WORDS, told.get("why"));
        String entry = entry(run.job());
        assertTrue(entry.contains("explained: 0.99") && !entry.contains("gap"), entry);
        String misspelt = assertThrows(
                        RefusedException.class, () -> start(EARLY.replace("gap", "gapp"), "growth.width.type", "late"))
                .getMessage();
        assertTrue(misspelt.contains("growth.width.gapp"), misspelt);
    }

    @Test
    void aPluginThatIsGivenWholeHasWhatIsGivenAndSaysWhatIsDropped() throws Exception {
        String whole = "{ type: late, dims: hidden, every: 40 steps, buffer: 3 }";
        String words = "given buffer 3; dropped gap 25; by default explained 0.9 (was 0.99), patience 8";
        Run run = start(EARLY, "growth.width", whole, "init", "default", "optimizer", "{ type: sgd, lr: 0.01 }");
        finished(run);
        assertEquals(
                List.of(
                        "optimizer adamw → sgd; settings: given lr 0.01; by default weight-decay 0.0 (was 0.01), momentum 0.0,"
                                + " nesterov false",
                        "growth.width early → late; settings: " + words),
                journal(run, "settings").stream().map(line -> line.get("why")).toList());
        Run parent = start(EARLY);
        finished(parent);
        Run fork = runs.fork(ForkRequest.of(parent.directory())
                .at(10)
                .named("whole")
                .because(CAUSE)
                .set("growth.width", whole));
        finished(fork);
        assertEquals(words, journal(fork, "set").get(0).get("settings"));
    }

    @Test
    void aValueThatTheNewcomerRefusesIsRefusedByNameWhereverItWouldGoOver() throws Exception {
        String why =
                "growth.width.explained: 0.99 — must be in [0, 0.95], and is carried over from early; give picky a value"
                        + " of its own: growth.width.explained=…";
        Run run = start(LONG + EARLY);
        run.pause(CAUSE);
        Swap swap = Swap.at("growth.width").to("picky").fresh();
        assertEquals(
                "tiny/1: " + why,
                assertThrows(RefusedException.class, () -> run.swap(swap, CAUSE))
                        .getMessage());
        assertEquals(
                "tiny/1: " + why,
                assertThrows(RefusedException.class, () -> run.trySwap(swap)).getMessage());
        run.checkpoint(CAUSE);
        ForkRequest fork = ForkRequest.of(run.directory()).set("growth.width.type", "picky");
        String refused =
                assertThrows(RefusedException.class, () -> runs.fork(fork)).getMessage();
        assertTrue(refused.endsWith(": " + why), refused);
        String file = assertThrows(RefusedException.class, () -> start(EARLY, "growth.width.type", "picky"))
                .getMessage();
        assertTrue(file.endsWith("tiny.yaml: " + why), file);
        assertTrue(entry(run.job()).contains("type: early"), run::job);
        run.swap(swap.set("explained", "0.9"), CAUSE);
        assertTrue(entry(run.job()).contains("type: picky"), run::job);
    }

    @Test
    void aResumedRunHasTheSameSettingsAgainThoughDefaultsAreOthersByThen() throws Exception {
        Run run = start(LONG + EARLY);
        pauseAfter(run, 2);
        run.swap(Swap.at("growth.width").to("late").fresh(), CAUSE);
        String entry = entry(run.job());
        run.stop();
        assertEquals(RunStatus.STOPPED, run.await().status());
        put("early", NewerEarlySettings.class);
        for (long step : checkpoints(run).steps()) {
            if (step > 0) {
                Files.delete(run.directory().resolve("checkpoints/" + step + "/manifest.json"));
            }
        }
        Run again = runs.resume(run.directory());
        finished(again);
        assertEquals(entry, entry(newest(again).notes().get(Snapshots.JOB)));
    }

    @Test
    void whatSomebodyHasSaidGoesOverTwiceThoughItIsADefaultOnTheWay() throws Exception {
        String said = EARLY.replace("0.99", "0.9").replace("gap: 25", "buffer: 2");
        Run run = start(LONG + said);
        run.pause(CAUSE);
        assertEquals(List.of(), run.set(Map.of("growth.width.gap", "50"), CAUSE), "it is so by default");
        Changed first =
                run.swap(Swap.at("growth.width").to("late").fresh(), CAUSE).get(0);
        assertEquals("carried over explained 0.9, buffer 2; dropped gap 50; by default patience 8", first.settings());
        Changed second =
                run.swap(Swap.at("growth.width").to("early").fresh(), CAUSE).get(0);
        assertEquals("carried over explained 0.9, buffer 2; by default gap 50", second.settings());
        assertTrue(run.job().contains("growth.width: [explained, buffer]"), run::job);
        run.checkpoint(CAUSE);
        ForkRequest fork = late(run);
        assertEquals(
                "carried over explained 0.9, buffer 2; by default patience 8",
                runs.tryFork(fork).changes().get(0).settings());
        run.stop();
        run.await();
        Run file = start(said, "growth.width.type", "late");
        finished(file);
        assertEquals(
                "growth.width early → late; settings: carried over explained 0.9, buffer 2; by default patience 8",
                journal(file, "settings").get(0).get("why"),
                "as by a swap");
    }

    @Test
    void whatIsDoneAgainAfterAResumeSaysWhatWasGivenAndWhatWentOver() throws Exception {
        Run run = start(LONG + EARLY);
        pauseAfter(run, 2);
        run.swap(Swap.at("growth.width").to("late").set("patience", "8").fresh(), CAUSE);
        Object told = journal(run, "swap").get(0).get("settings");
        assertEquals(
                "given patience 8; carried over explained 0.99; dropped gap 25; by default buffer 2 (was 8)", told);
        run.unpause(CAUSE);
        finished(run);
        String job = newest(run).notes().get(Snapshots.JOB);
        cutBack(run, 0);
        finished(runs.resume(run.directory()));
        assertEquals(told, journal(run, "swap").get(0).get("settings"));
        assertEquals(job, newest(run).notes().get(Snapshots.JOB));
    }

    @Test
    void aFreshSwapToThePluginThatServesAlreadyBeginsItsStateAnew() throws Exception {
        container.put(
                container.registry().strategies(),
                "counting",
                new Scripted(
                        (seen, state) -> Decision.keep("asked", state.with("asked", state.number("asked", 0) + 1))));
        Run run = start(LONG + "growth: [ { id: width, type: counting, dims: hidden, every: 1 steps } ]\n");
        pauseAfter(run, 2);
        run.checkpoint(CAUSE);
        assertTrue(newest(run).strategies().get("width").state().number("asked", 0) > 5);
        assertEquals(List.of(), run.swap(Swap.at("growth.width").to("counting"), CAUSE));
        Swap fresh = Swap.at("growth.width").to("counting").fresh();
        Changed tried = run.trySwap(fresh).changes().get(0);
        assertTrue(tried.beginsAnew(), tried::line);
        assertEquals(List.of(tried), run.swap(fresh, CAUSE));
        assertEquals(0, newest(run).strategies().get("width").state().number("asked", 0));
        assertTrue(
                run.swap(Swap.at("optimizer").to("adamw").fresh(), CAUSE).get(0).beginsAnew());
        float[][] moments = newest(run).parameters().get("w1").moments().toArray(float[][]::new);
        assertEquals(0, moments[0][0]);
        run.unpause(CAUSE);
        finished(run);
        Map<String, SavedParameter> whole = newest(run).parameters();
        cutBack(run, 0);
        finished(runs.resume(run.directory()));
        assertEquals(whole, newest(run).parameters());
    }
}
