package org.espalier.it.inside;

import static org.espalier.it.support.RunFolder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.api.run.Swap;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** What grows, bears and rounds, every two together and all at once: the composed job with the others taken out of it. */
@ExtendWith(ServiceExtension.class)
class ComposedIT {
    private static final Cause CAUSE = Cause.of("ada", "all together");

    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    /** A part of the composed job: what takes it out, and what takes its place in mid-run. */
    enum Part {
        MODES(
                Map.of("growth.modes", "remove"),
                Swap.at("growth.modes")
                        .to("schedule")
                        .set("at-epoch", "{ 5: 8 }")
                        .fresh()),
        RANKS(
                Map.of("growth.rank", "remove", "model.low-rank", "off"),
                Swap.at("growth.rank").to("inrank-efficient").fresh()),
        BIRTH(Map.of("init", "default"), Swap.at("init").to("kaiming")),
        NUMBERS(
                Map.of("precision", "float32", "groups", "off"),
                Swap.at("precision").to("bfloat16"));

        private final Map<String, String> out;
        private final Swap swap;

        Part(Map<String, String> out, Swap swap) {
            this.out = out;
            this.swap = swap;
        }
    }

    static Stream<Set<Part>> pairsAndAll() {
        List<Set<Part>> sets = new ArrayList<>();
        for (Part one : Part.values()) {
            for (Part other : Part.values()) {
                if (one.ordinal() < other.ordinal()) sets.add(EnumSet.of(one, other));
            }
        }
        sets.add(EnumSet.allOf(Part.class));
        return sets.stream();
    }

    private static Map<String, String> only(Collection<Part> parts) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("checkpoint.keep", "9"));
        for (Part part : Part.values()) {
            if (!parts.contains(part)) settings.putAll(part.out);
        }
        return settings;
    }

    private Training training() throws Exception {
        return Training.of(runs, Cast.COMPOSED.job(), folder);
    }

    @ParameterizedTest
    @MethodSource("pairsAndAll")
    void theyTrainAndGrowAndARunThatIsStoppedOrForkedEndsInTheSameBits(Set<Part> parts) throws Exception {
        RunFolder whole = training().finished("whole", only(parts));
        for (String kind : List.of("fault", "rejected", "rolled-back")) assertEquals(List.of(), whole.journal(kind));
        for (Part part : List.of(Part.MODES, Part.RANKS)) {
            String entry = part == Part.MODES ? "modes" : "rank";
            assertEquals(
                    parts.contains(part),
                    whole.growth().stream()
                            .anyMatch(line -> field(line, "entry").equals(entry)),
                    entry);
        }
        List<String> epochs = whole.metrics().stream()
                .filter(line -> field(line, "kind").equals("epoch"))
                .toList();
        double first = Double.parseDouble(field(epochs.get(0), "held-out"));
        double last = Double.parseDouble(field(epochs.get(epochs.size() - 1), "held-out"));
        assertTrue(last < 0.9 * first, first + " at first, " + last + " in the end");

        Run stopped = training().start("stopped", only(parts));
        Training.during(stopped, new CopyOnWriteArrayList<>(), event -> {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 3) stopped.stop();
        });
        Training.ended(stopped, RunStatus.STOPPED);
        assertEquals(
                whole.weights(SmallJob.STEPS),
                Training.finished(runs.resume(stopped.directory())).weights(SmallJob.STEPS));
        Run fork = runs.fork(ForkRequest.of(stopped.directory()).at(20).named("fork"));
        assertEquals(whole.weights(SmallJob.STEPS), Training.finished(fork).weights(SmallJob.STEPS));
    }

    @ParameterizedTest
    @MethodSource("pairsAndAll")
    void eachIsSwappedInMidRunAndTheRunIsReplayedToTheSameBits(Set<Part> parts) throws Exception {
        Run run = training().start("swapped", only(parts));
        List<Throwable> wrong = new CopyOnWriteArrayList<>();
        List<Part> left = new ArrayList<>(parts);
        Map<Part, Thread> swaps = new HashMap<>();
        Training.during(run, wrong, event -> {
            if (event instanceof RunEvent.Epoch && !left.isEmpty()) {
                Part part = left.remove(0);
                Thread swap = new Thread(() -> swap(run, part, wrong));
                swaps.put(part, swap);
                swap.start();
            }
        });
        RunFolder done = Training.finished(run);
        for (Thread swap : swaps.values()) swap.join();
        assertEquals(List.of(), wrong);
        assertEquals(parts.size(), done.journal("swap").size());
        for (String kind : List.of("fault", "rejected")) assertEquals(List.of(), done.journal(kind));
        RunFolder again = Training.finished(runs.replay(done.path()));
        assertEquals(done.weights(SmallJob.STEPS), again.weights(SmallJob.STEPS));
    }

    private static void swap(Run run, Part part, List<Throwable> wrong) {
        try {
            run.swap(part.swap, CAUSE);
        } catch (Exception e) {
            wrong.add(e);
        }
    }

    @Test
    void everyPartMakesADifference() throws Exception {
        String all = training().finished("all", Map.of()).weights(SmallJob.STEPS);
        for (Part part : Part.values()) {
            RunFolder without = training().finished("without-" + part, part.out);
            assertNotEquals(all, without.weights(SmallJob.STEPS), part.toString());
            assertFalse(without.metrics().isEmpty());
        }
    }
}
