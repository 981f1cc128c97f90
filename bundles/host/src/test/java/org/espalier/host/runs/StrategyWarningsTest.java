package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.Swap;
import org.espalier.api.run.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a strategy is told of the run ahead, and what becomes of what it says. */
@Timeout(60)
class StrategyWarningsTest extends HostedTinyRuns {
    /** Says what it was shown. */
    private static final class Telling implements GrowthStrategy<Telling.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return Decision.keep("as it is", state);
        }

        @Override
        public List<String> warnings(Prospect ahead, Settings settings) {
            return List.of(ahead.dims() + " of " + ahead.allDims().names() + " and "
                    + ahead.layout().get("w1") + ", " + ahead.steps() + " steps of " + ahead.epochs() + " × "
                    + ahead.stepsPerEpoch() + ", every " + ahead.every());
        }
    }

    private String said(String every) throws Exception {
        Run run = start("growth: [ { id: width, type: telling, dims: hidden, every: " + every + " } ]\n");
        finished(run);
        return journal(run, "warning").get(0).get("entry") + ": "
                + journal(run, "warning").get(0).get("why");
    }

    @Test
    void aStrategyIsShownTheDimsTheLengthAndItsCadence() throws Exception {
        container.put(container.registry().strategies(), "telling", new Telling());
        assertEquals(
                "width: [hidden 4/64] of [hidden] and w1[PRODUCES[hidden=4], CONSUMES[4]], 21 steps of 3 × 7, every 14",
                said("2 epochs"));
        assertEquals(
                "width: [hidden 4/64] of [hidden] and w1[PRODUCES[hidden=4], CONSUMES[4]], 21 steps of 3 × 7, every 5",
                said("5 steps"));
    }

    /** Finds every width above two questionable. */
    private static final class Cautious implements GrowthStrategy<Cautious.Settings> {
        record Settings(@Default("1") int buffer) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return Decision.keep("buffer " + settings.buffer(), state);
        }

        @Override
        public List<String> warnings(Prospect ahead, Settings settings) {
            return settings.buffer() > 2
                    ? List.of("a buffer of " + settings.buffer() + " in " + ahead.steps() + " steps")
                    : List.of();
        }
    }

    private static List<String> warnings(List<Changed> changes) {
        return changes.stream().flatMap(change -> change.warnings().stream()).toList();
    }

    @Test
    void whateverBringsASettingAboutBringsItsWarning() throws Exception {
        container.put(container.registry().strategies(), "cautious", new Cautious());
        container.put(container.registry().strategies(), "telling", new Telling());
        String entry = "growth: [ { id: width, type: cautious, dims: hidden, every: 50 steps } ]\n";
        String wide = "width: a buffer of 3 in 2100 steps";
        Run run = start("epochs: 300\ncheckpoint: { every: 1 h }\n" + entry);
        run.pause(CAUSE);
        run.checkpoint(CAUSE);
        Map<String, String> settings = Map.of("growth.width.buffer", "3");
        Trial trial = run.trySet(settings);
        assertEquals(List.of(wide), warnings(trial.changes()));
        assertEquals("buffer 3", trial.intents().get(0).why());
        assertTrue(run.job().contains("buffer: 1"), "nothing was changed");
        assertEquals(
                List.of(wide),
                warnings(runs.tryFork(ForkRequest.of(run.directory()).set("growth.width.buffer", "3"))
                        .changes()));
        assertEquals(trial.changes(), run.set(settings, CAUSE));
        assertEquals(
                "a buffer of 3 in 2100 steps", journal(run, "warning").get(0).get("why"));
        assertEquals("width", journal(run, "warning").get(0).get("entry"));
        assertEquals(List.of(), warnings(run.set(Map.of("clip", "1"), CAUSE)), "it was said");
        assertEquals(
                List.of("width: a buffer of 3 in 2107 steps"),
                warnings(run.set(Map.of("epochs", "301"), CAUSE)),
                "of an entry that stays what is said otherwise now");
        assertEquals(List.of(), run.trySet(settings).changes(), "it is so already");
        Swap swap = Swap.at("growth.width").to("telling").fresh();
        assertEquals(1, warnings(run.trySwap(swap).changes()).size());
        assertEquals(1, warnings(run.swap(swap, CAUSE)).size());
        assertTrue(journal(run, "warning").get(2).get("why").toString().startsWith("[hidden 4/64] of [hidden]"));
        run.stop();
        run.await();
    }

    /** Finds every buffer above two questionable, however long the run is. */
    private static final class Wary implements GrowthStrategy<Cautious.Settings> {
        @Override
        public Class<Cautious.Settings> settings() {
            return Cautious.Settings.class;
        }

        @Override
        public Decision decide(StepView seen, Cautious.Settings settings, PluginState state) {
            return Decision.keep("buffer " + settings.buffer(), state);
        }

        @Override
        public List<String> warnings(Prospect ahead, Cautious.Settings settings) {
            return settings.buffer() > 2 ? List.of("a buffer of " + settings.buffer()) : List.of();
        }
    }

    private static final String WARY =
            "growth: [ { id: width, type: wary, dims: hidden, every: 5 steps, buffer: 3 } ]\n";

    private Run wary(String job) throws Exception {
        container.put(container.registry().strategies(), "wary", new Wary());
        return start(job + WARY);
    }

    @Test
    void aRunThatGoesOnLongerIsNotToldAgainOfAnEntryThatStays() throws Exception {
        Run run = wary("");
        finished(run);
        assertEquals(1, journal(run, "warning").size());
        finished(runs.resume(run.directory(), Map.of("epochs", "4"), CAUSE));
        assertEquals(1, journal(run, "warning").size(), "it was said when the run began");
        finished(runs.resume(run.directory(), Map.of("epochs", "5", "growth.width.buffer", "4"), CAUSE));
        assertEquals(
                List.of("a buffer of 3", "a buffer of 4"),
                journal(run, "warning").stream().map(line -> line.get("why")).toList());
    }

    @Test
    void aForkIsToldOfTheEntriesThatItChanges() throws Exception {
        Run run = wary("");
        finished(run);
        ForkRequest longer = ForkRequest.of(run.directory()).set("epochs", "4").set("optimizer.lr", "0.001");
        assertEquals(List.of(), warnings(runs.tryFork(longer).changes()));
        Run same = runs.fork(longer);
        finished(same);
        assertEquals(1, journal(same, "warning").size(), "its parent's");
        ForkRequest wider = longer.set("growth.width.buffer", "4");
        assertEquals(
                List.of("width: a buffer of 4"), warnings(runs.tryFork(wider).changes()));
        Run other = runs.fork(wider);
        finished(other);
        assertEquals(2, journal(other, "warning").size());
    }

    @Test
    void aDryRunOfACadenceSaysWhenTheEntryLooksNext() throws Exception {
        Run run = wary("epochs: 300\ncheckpoint: { every: 1 h }\n");
        run.pause(CAUSE);
        run.checkpoint(CAUSE);
        Map<String, String> rarely = Map.of("growth.width.every", "2000 steps");
        assertEquals("after step 2000", run.trySet(rarely).intents().get(0).next());
        ForkRequest fork = ForkRequest.of(run.directory()).set("growth.width.every", "2000 steps");
        assertEquals("after step 2000", runs.tryFork(fork).intents().get(0).next());
        run.stop();
        run.await();
    }
}
