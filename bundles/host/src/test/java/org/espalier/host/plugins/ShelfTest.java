package org.espalier.host.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Range;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private final Shelf<String> shelf =
            new Shelf<>(new PluginKind<>("strategy", String.class, plugin -> Nothing.class), new Changes());

    private record Nothing() {}

    private static Map<String, Object> card(long id, int ranking, String name) {
        return Map.of("service.id", id, "service.ranking", ranking, "espalier.name", name);
    }

    private String best(String name) {
        try (Slot<String>.Lease lease = shelf.lease(name).orElseThrow()) {
            return lease.plugin();
        }
    }

    @Test
    void theBestRankedServesAndTheOlderOfEquals() {
        shelf.add("old", card(1, 0, "ifno"));
        shelf.add("new", card(2, 0, "ifno"));
        assertEquals("old", best("ifno"));
        shelf.add("better", card(3, 5, "ifno"));
        assertEquals("better", best("ifno"));
        shelf.update(card(2, 9, "ifno"));
        assertEquals("new", best("ifno"));
        assertTrue(shelf.lease("inrank").isEmpty());
    }

    /** Service ids tell in which order the container has started bundles, and that is another in every process. */
    @Test
    void ofEqualRanksTheArchivesOwnServesThenTheOldestFileWhicheverWasStartedFirst() {
        shelf.offer("b.jar", card(1, 0, "ifno"), new Arrival(20, "b.jar"));
        shelf.offer("c.jar", card(2, 0, "ifno"), new Arrival(10, "c.jar"));
        assertEquals("c.jar", best("ifno"));
        shelf.offer("a.jar", card(3, 0, "ifno"), new Arrival(10, "a.jar"));
        assertEquals("a.jar", best("ifno"));
        shelf.offer("the archive's", card(4, 0, "ifno"), Arrival.BEFORE_ALL);
        assertEquals("the archive's", best("ifno"));
        shelf.update(card(1, 1, "ifno"));
        assertEquals("b.jar", best("ifno"));
        assertEquals("b.jar", shelf.best("ifno").orElseThrow().file());
    }

    @Test
    void aLaterVersionOfTheBundleThatServesTakesItsPlaceUntilItGoes() {
        shelf.add("1.9", card(1, 0, "ifno"), "org.example.a 1.9.0");
        shelf.add("another's", card(2, 0, "ifno"), "org.example.b 3.0.0");
        assertEquals("1.9", best("ifno"));
        shelf.add("1.10", card(3, 0, "ifno"), "org.example.a 1.10.0");
        assertEquals("1.10", best("ifno"));
        shelf.add("1.8", card(4, 0, "ifno"), "org.example.a 1.8.0");
        assertEquals("1.10", best("ifno"));
        shelf.update(card(1, 1, "ifno"));
        assertEquals("1.9", best("ifno"), "ranked higher");
        shelf.update(card(1, 0, "ifno"));
        shelf.remove(card(3, 0, "ifno"));
        assertEquals("1.9", best("ifno"));
    }

    private Slot<String> slot(String plugin) {
        for (Slot<String> slot : shelf.slots()) {
            try (Slot<String>.Lease lease = slot.lease()) {
                if (lease.plugin().equals(plugin)) {
                    return slot;
                }
            }
        }
        throw new AssertionError(plugin);
    }

    @Test
    void whatIsDroppedInServesInTheArchivesPlaceAlsoInTheSameVersionButNotInAnEarlierOne() {
        Arrival arrival = new Arrival(10, "a.jar");
        shelf.add("the archive's", card(1, 0, "ifno"), "org.espalier.ifno 1.1.0");
        shelf.add("same", card(2, 0, "ifno"), "org.espalier.ifno 1.1.0", arrival);
        assertEquals("same", best("ifno"));
        assertEquals(Optional.of("1.1.0"), shelf.replaced(slot("same")));
        assertEquals("a.jar", slot("same").file());
        shelf.add("same again", card(3, 0, "ifno"), "org.espalier.ifno 1.1.0", new Arrival(20, "b.jar"));
        assertEquals("same", best("ifno"), "the first of two that were dropped in");
        shelf.remove(card(2, 0, "ifno"));
        shelf.remove(card(3, 0, "ifno"));
        assertEquals("the archive's", best("ifno"));
        assertEquals(Optional.empty(), shelf.replaced(slot("the archive's")));
        shelf.add("earlier", card(4, 0, "ifno"), "org.espalier.ifno 1.0.0", arrival);
        shelf.add("another", card(5, 0, "ifno"), "org.example.other 9.0.0", arrival);
        assertEquals("the archive's", best("ifno"));
        assertEquals(Optional.empty(), shelf.replaced(slot("another")));
    }

    @Test
    void whetherOneThatComesWouldServeIsKnownBeforehand() {
        shelf.add("the archive's", card(1, 2, "ifno"), "org.espalier.ifno 1.1.0");
        Slot<String> own = slot("the archive's");
        Release earlier = Release.of("org.espalier.ifno 1.0.9").orElseThrow();
        Release same = Release.of("org.espalier.ifno 1.1.0").orElseThrow();
        Release another = Release.of("org.example.other 9.0.0").orElseThrow();
        assertTrue(own.yieldsTo(2, same));
        assertFalse(own.yieldsTo(2, earlier) || own.yieldsTo(2, another) || own.yieldsTo(1, same));
        assertTrue(own.yieldsTo(3, earlier) && own.yieldsTo(3, another));
        shelf.add("dropped in", card(2, 2, "ifno"), "org.espalier.ifno 1.1.0", new Arrival(10, "a.jar"));
        assertFalse(slot("dropped in").yieldsTo(2, same), "it was there first");
    }

    @Test
    void whatIsKnownElsewhereOfAnAbsentPluginIsTold() {
        shelf.ask((type, name) -> Optional.of(type.getSimpleName() + " " + name + " is in a.jar"));
        shelf.add("here", card(1, 0, "ifno"));
        assertEquals(Optional.empty(), shelf.fault("ifno"));
        assertEquals(Optional.of("String inrank is in a.jar"), shelf.fault("inrank"));
    }

    @Test
    void aReplacementThatIsBoundFirstSurvivesTheUnbindOfTheOld() {
        shelf.add("version 1", card(1, 0, "ifno"));
        shelf.add("version 2", card(2, 0, "ifno"));
        shelf.remove(card(1, 0, "ifno"));
        assertEquals("version 2", best("ifno"));
    }

    @Test
    void aPluginThatGoesIsHeldUntilItsCallReturns() throws Exception {
        shelf.add("busy", card(1, 0, "ifno"));
        Slot<String>.Lease lease = shelf.lease("ifno").orElseThrow();
        CountDownLatch removed = new CountDownLatch(1);
        Thread unbind = new Thread(() -> {
            shelf.remove(card(1, 0, "ifno"));
            removed.countDown();
        });
        unbind.start();
        while (shelf.lease("ifno")
                .map(l -> {
                    l.close();
                    return true;
                })
                .orElse(false)) {
            Thread.onSpinWait();
        }
        assertFalse(removed.getCount() == 0, "gone while a call was in flight");
        lease.close();
        unbind.join(10_000);
        assertEquals(0, removed.getCount());
    }

    @Test
    void aPluginWhoseSettingsNoJobCouldFillIsKeptAsideAndTheNextBestServes() {
        shelf.offer("good", card(1, 0, "ifno"), Arrival.BEFORE_ALL);
        Shelf<String> other =
                new Shelf<>(new PluginKind<>("strategy", String.class, plugin -> Impossible.class), new Changes());
        other.offer("bad", card(2, 5, "bad"), Arrival.BEFORE_ALL);
        assertTrue(other.lease("bad").isEmpty());
        assertTrue(other.names().isEmpty());
        String fault = other.fault("bad").orElseThrow();
        assertTrue(fault.contains("Impossible has an impossible @Default(\"7\")"), fault);
        assertEquals("good", best("ifno"));
        assertTrue(shelf.fault("ifno").isEmpty());
    }

    @Test
    void aNameThatIsNotInKebabCaseIsSetAside() {
        PluginKind<String> kind = new PluginKind<>("strategy", String.class, plugin -> Nothing.class);
        assertEquals(
                Optional.of("its name is not in kebab case: write @Plugin(name = \"plain-decay\")"),
                PluginCheck.fault(kind, "any", "PlainDecay"));
        assertEquals(Optional.empty(), PluginCheck.fault(kind, "any", "plain-decay"));
    }

    @Test
    void theReasonIsToldWholeHoweverLong() {
        PluginKind<String> kind = new PluginKind<>("strategy", String.class, plugin -> Verbose.class);
        String fault = PluginCheck.fault(kind, "any", "a").orElseThrow();
        assertTrue(fault.endsWith("has an impossible @Default(\"200\"): must be in [0, 100]"), fault);
        assertTrue(fault.length() > 150, fault);
    }

    private record Verbose(Inner thePartsThatAreMeantAndWhatIsToBecomeOfThemOnceTheyAreThere) {
        private record Inner(
                @Default("200") @Range(min = 0, max = 100)
                        double theShareOfTheWholeThatEachOfThemIsToHaveInTheEndAtLeast) {}
    }

    @Test
    void settingsThatThrowOrNeverComeAreAFaultAndNobodyWaitsForEver() {
        PluginKind<String> throwing = new PluginKind<>("strategy", String.class, plugin -> {
            throw new IllegalStateException("no settings");
        });
        assertTrue(PluginCheck.fault(throwing, "any", "a").orElseThrow().contains("no settings"));
        PluginKind<String> hanging = new PluginKind<>("strategy", String.class, plugin -> {
            return hang();
        });
        assertTrue(PluginCheck.fault(hanging, "any", "a").orElseThrow().contains("gave no answer within"));
    }

    @Test
    void aPluginWhoseSettingsHangHarmsNoOtherThatComesMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        PluginKind<String> hanging = new PluginKind<>("strategy", String.class, plugin -> {
            asked.countDown();
            return hang();
        });
        Thread bad = new Thread(() -> PluginCheck.fault(hanging, "bad", "a"));
        bad.start();
        asked.await();
        shelf.offer("good", card(1, 0, "ifno"), Arrival.BEFORE_ALL);
        assertEquals("good", best("ifno"));
        bad.join();
    }

    @Test
    void whatIsNoPluginOfTheKindIsNotTaken() {
        shelf.offer(1, card(1, 0, "ifno"), Arrival.BEFORE_ALL);
        assertTrue(shelf.slots().isEmpty());
    }

    private static Class<Nothing> hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Nothing.class;
    }

    private record Impossible(@Default("7") @Range(max = 1) double share) {}
}
