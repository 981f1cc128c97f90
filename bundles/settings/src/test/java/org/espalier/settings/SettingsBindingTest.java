package org.espalier.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsBindingTest {
    enum Criterion {
        EXPLAINED_RATIO,
        LOSS_GAP
    }

    record Open(
            @Range(min = 0, max = 1, exclusiveMin = true, exclusiveMax = true) @Default("0.5") double share,
            @Range(min = 0, exclusiveMin = true) @Default("1") double scale,
            @Range(max = 1, exclusiveMax = true) @Default("0") double loss,
            @Range(min = 0, max = 8, exclusiveMin = true) @Default("8") int count) {}

    record Stage(@Range(min = 1) int width, @Default("0.5") double share) {}

    record Everything(
            @Doc("share of energy to explain") @Range(min = 0, max = 1) @Default("0.97") double explained,
            @Range(min = 0, max = 64) @Default("2") int buffer,
            @Default("7") long seed,
            @Default("true") boolean centred,
            @OneOf({"zero", "normal"}) @Default("zero") String fill,
            @Default("loss-gap") Criterion criterion,
            @Range(min = 1) @Default("[]") List<Integer> resolutions,
            @Default("{0: 16, 3: 32}") Map<Integer, Integer> atEpoch,
            @Default("{}") Map<String, Stage> stages,
            Optional<Double> clip,
            @Default("{width: 3}") Stage last) {}

    record Pair(int low, int high) {
        Pair {
            if (low > high) {
                throw new SettingsException("low", low, "must not be above high, " + high);
            }
        }
    }

    record Outer(Pair pair, @Default("[]") List<Pair> pairs) {}

    record Number(double value) {}

    record Count(int value) {}

    record Long64(long value) {}

    private static <R extends Record> SettingsException refusal(Class<R> type, Map<String, ?> values) {
        return assertThrows(SettingsException.class, () -> SettingsBinding.bind(type, values, "growth.modes"));
    }

    private static Everything everything(Map<String, ?> values) {
        return SettingsBinding.bind(Everything.class, values, "");
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Everything defaults = everything(Map.of());
        assertEquals(0.97, defaults.explained());
        assertEquals(Criterion.LOSS_GAP, defaults.criterion());
        assertEquals(Map.of(0, 16, 3, 32), defaults.atEpoch());
        assertEquals(Optional.empty(), defaults.clip());
        assertEquals(new Stage(3, 0.5), defaults.last());
    }

    @Test
    void everyKindOfSettingIsBound() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("explained", 1);
        values.put("buffer", 3L);
        values.put("seed", -5);
        values.put("centred", false);
        values.put("fill", "normal");
        values.put("criterion", "explained-ratio");
        values.put("resolutions", List.of(32, 64));
        values.put("at-epoch", Map.of("2", 24));
        values.put("stages", Map.of("first", Map.of("width", 9)));
        values.put("clip", 1.5);
        values.put("last", Map.of("width", 4, "share", 0.25));
        assertEquals(
                new Everything(
                        1,
                        3,
                        -5,
                        false,
                        "normal",
                        Criterion.EXPLAINED_RATIO,
                        List.of(32, 64),
                        Map.of(2, 24),
                        Map.of("first", new Stage(9, 0.5)),
                        Optional.of(1.5),
                        new Stage(4, 0.25)),
                everything(values));
    }

    @Test
    void aRecordSurvivesTheWayToAMapAndBack() {
        Everything all = new Everything(
                2e-3,
                3,
                Long.MIN_VALUE,
                false,
                "normal",
                Criterion.EXPLAINED_RATIO,
                List.of(1, 2),
                Map.of(5, 6),
                Map.of("a", new Stage(1, 1e-300)),
                Optional.of(0.1),
                new Stage(2, 0));
        Map<String, Object> map = SettingsBinding.toMap(all);
        assertEquals("explained-ratio", map.get("criterion"));
        assertEquals(all, everything(map));
        assertEquals(map, SettingsBinding.toMap(everything(map)));
    }

    @Test
    void anUnknownKeyNamesTheNearestAndAllKnownOnes() {
        SettingsException refusal = refusal(Everything.class, Map.of("explaned", 0.9));
        assertEquals("growth.modes.explaned", refusal.key());
        assertTrue(
                refusal.getMessage().startsWith("growth.modes.explaned: 0.9 — no such key, did you mean explained?"));
        assertTrue(refusal.why().endsWith("criterion, resolutions, at-epoch, stages, clip, last"), refusal.why());
    }

    @Test
    void aMissingKeyIsNamedWithItsTypeAndMeaning() {
        record Needs(@Doc("learning rate") double lr) {}
        SettingsException refusal = refusal(Needs.class, Map.of());
        assertEquals("growth.modes.lr: nothing — must be given (number): learning rate", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explained | 1.01 | must be in [0, 1]",
                "buffer | -1 | must be in [0, 64]",
                "buffer | 65 | must be in [0, 64]",
                "buffer | 2.5 | wants an integer, not text",
                "explained | 0,97 | wants a number, not text; decimals have a point",
                "centred | yes | wants true or false, not text",
                "fill | zer | no such word, did you mean zero? there are zero, normal",
                "criterion | lossgap | no such word, did you mean loss-gap? there are explained-ratio, loss-gap",
                "at-epoch | 3 | wants a map such as {key: value}, not text"
            })
    void whatCannotBeIsRefusedWithTheReason(String key, String value, String why) {
        SettingsException refusal = refusal(Everything.class, Map.of(key, value));
        assertEquals("growth.modes." + key + ": " + value + " — " + why, refusal.getMessage());
    }

    @Test
    void elementsAreNamedByTheirPlace() {
        assertEquals(
                "growth.modes.resolutions[1]",
                refusal(Everything.class, Map.of("resolutions", List.of(8, 0))).key());
        assertEquals(
                "growth.modes.at-epoch.x",
                refusal(Everything.class, Map.of("at-epoch", Map.of("x", 1))).key());
        assertEquals(
                "growth.modes.stages.a.width",
                refusal(Everything.class, Map.of("stages", Map.of("a", Map.of("width", 0))))
                        .key());
        assertEquals(
                "growth.modes.last.width",
                refusal(Everything.class, Map.of("last", Map.of())).key());
    }

    @Test
    void aRefusalOfTheRecordItselfGetsTheFullKey() {
        Map<String, ?> bad = Map.of("low", 3, "high", 2);
        Map<String, ?> good = Map.of("low", 1, "high", 2);
        SettingsException nested = refusal(Outer.class, Map.of("pair", bad));
        assertEquals("growth.modes.pair.low: 3 — must not be above high, 2", nested.getMessage());
        SettingsException listed = refusal(Outer.class, Map.of("pair", good, "pairs", List.of(good, bad)));
        assertEquals("growth.modes.pairs[1].low", listed.key());
    }

    @Test
    void anyOtherFailureOfTheRecordIsARefusalToo() {
        record Careless(List<Integer> sizes) {
            Careless {
                sizes.get(0);
            }
        }
        assertEquals(
                "growth.modes",
                refusal(Careless.class, Map.of("sizes", List.of())).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2e-3", "+.002", "0.2E-2", "0.002"})
    void numbersAsTextAreRead(String text) {
        assertEquals(new Number(0.002), SettingsBinding.bind(Number.class, Map.of("value", text), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                ".nan",
                ".inf",
                "Infinity",
                "1e999",
                "0x1p3",
                "1d",
                "1_000",
                "",
                " 1",
                "1,5",
                "--1",
                "1e99999"
            })
    void textThatIsNoFiniteNumberIsRefused(String text) {
        refusal(Number.class, Map.of("value", text));
    }

    @Test
    void notANumberAndInfinityAreRefused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertEquals(
                    "must be a finite number",
                    refusal(Number.class, Map.of("value", value)).why());
        }
    }

    @Test
    void wholeNumbersMayBeWrittenWithExponents() {
        assertEquals(new Long64(1_000_000_000_000L), SettingsBinding.bind(Long64.class, Map.of("value", 1e12), ""));
        assertEquals(new Count(1000), SettingsBinding.bind(Count.class, Map.of("value", "1e3"), ""));
        assertEquals(
                new Long64(Long.MAX_VALUE),
                SettingsBinding.bind(Long64.class, Map.of("value", "9223372036854775807"), ""));
    }

    @Test
    void whatDoesNotFitIsRefusedAndNeverWrapsAround() {
        assertEquals(
                "must be in [-2147483648, 2147483647]",
                refusal(Count.class, Map.of("value", 1L << 31)).why());
        refusal(Long64.class, Map.of("value", BigInteger.ONE.shiftLeft(63)));
        refusal(Long64.class, Map.of("value", "9223372036854775808"));
        refusal(Long64.class, Map.of("value", 1e19));
        refusal(Long64.class, Map.of("value", "1e9999"));
    }

    @Test
    void emptyValuesAndWrongKindsAreRefused() {
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("value", null);
        assertTrue(refusal(Count.class, nothing).why().contains("has no value"));
        assertEquals(
                "wants an integer, not true or false",
                refusal(Count.class, Map.of("value", true)).why());
        assertEquals(
                "wants text, not a number; put it in quotes",
                refusal(Everything.class, Map.of("fill", 3)).why());
        refusal(Everything.class, Map.of("resolutions", new ArrayList<>(Arrays.asList(1, null))));
        refusal(Everything.class, Map.of("resolutions", Map.of("first", 32)));
    }

    @Test
    void aRefusalStaysOneLineWhateverTheFileSays() {
        SettingsException refusal = refusal(Everything.class, Map.of("a\nb\u001b[2J", "c\r\n" + "d".repeat(10_000)));
        assertTrue(refusal.getMessage().lines().count() == 1
                && refusal.getMessage().length() < 600);
        assertTrue(refusal.getMessage().chars().noneMatch(Character::isISOControl));
    }

    record Lists(
            @Range(min = 1) @Default("[]") List<Integer> sizes,
            @Default("[]") List<Double> shares,
            @Default("[]") List<Boolean> flags,
            @Default("[]") List<Criterion> criteria,
            @OneOf({"zero", "normal"}) @Default("[]") List<String> fills,
            @Default("[]") List<String> names,
            @Default("[]") List<Stage> stages,
            @Default("[]") List<List<Integer>> nested,
            Optional<List<Integer>> maybe) {}

    private static Object only(String key, Object value) {
        Lists lists = SettingsBinding.bind(Lists.class, Map.of(key, value), "data");
        return SettingsBinding.toMap(lists).get(key);
    }

    @Test
    void aListOfOneMayBeGivenAsThatOneAloneAndIsAListFromThereOn() {
        assertEquals(List.of(32), only("sizes", 32));
        assertEquals(List.of(32), only("sizes", "32"));
        assertEquals(List.of(0.5), only("shares", 0.5));
        assertEquals(List.of(true), only("flags", true));
        assertEquals(List.of("loss-gap"), only("criteria", "loss-gap"));
        assertEquals(List.of("zero"), only("fills", "zero"));
        assertEquals(List.of("a b"), only("names", "a b"));
        assertEquals(List.of(32), only("maybe", 32));
    }

    @Test
    void whatCanBeMeantAsSeveralOrIsNoScalarIsNoListOfOne() {
        for (Object several : List.of("32,64", "many", true, Map.of("a", 1))) {
            SettingsException refused = refusal(Lists.class, Map.of("sizes", several));
            assertEquals("growth.modes.sizes", refused.key());
            assertTrue(refused.why().startsWith("wants a list such as ["), refused::why);
        }
        assertTrue(refusal(Lists.class, Map.of("names", "a, b")).why().startsWith("wants a list such as [\"a, b\"]"));
        assertTrue(
                refusal(Lists.class, Map.of("stages", Map.of("width", 3))).why().startsWith("wants a list"));
        assertTrue(refusal(Lists.class, Map.of("nested", 3)).why().startsWith("wants a list such as [3]"));
    }

    @Test
    void anOnlyElementIsHeldToWhatEveryElementIs() {
        SettingsException low = refusal(Lists.class, Map.of("sizes", 0));
        assertEquals("growth.modes.sizes", low.key());
        assertTrue(low.why().contains("must be"), low::why);
        assertTrue(refusal(Lists.class, Map.of("sizes", 2.5)).why().contains("an integer"));
        assertTrue(refusal(Lists.class, Map.of("fills", "zeros")).why().contains("zero"));
    }

    @Test
    void listsAndMapsCannotBeChangedAfterwards() {
        Everything all = everything(Map.of("resolutions", new ArrayList<>(List.of(8))));
        assertThrows(
                UnsupportedOperationException.class, () -> all.resolutions().clear());
        assertThrows(UnsupportedOperationException.class, () -> all.atEpoch().clear());
    }

    @Test
    void settingsAreDescribedForReaders() {
        List<SettingCard> cards = SettingsBinding.describe(Everything.class);
        SettingCard explained = cards.get(0);
        assertEquals("explained", explained.key());
        assertEquals("number", explained.words());
        assertEquals("in [0, 1]", explained.limits().range());
        assertEquals(Optional.of("0.97"), explained.fallback());
        assertEquals("share of energy to explain", explained.doc());
        assertEquals(List.of("true", "false"), cards.get(3).values());
        assertEquals("word", cards.get(4).words());
        assertEquals(List.of("zero", "normal"), cards.get(4).values());
        assertEquals(List.of("explained-ratio", "loss-gap"), cards.get(5).values());
        assertEquals("list of integers", cards.get(6).words());
        assertEquals("map from integers to integers", cards.get(7).words());
        assertEquals("map from texts to (map of settings)", cards.get(8).words());
        assertEquals("number", cards.get(9).words());
        assertFalse(cards.get(9).required());
        SettingCard width = cards.stream()
                .filter(c -> c.key().equals("last.width"))
                .findFirst()
                .orElseThrow();
        assertTrue(width.required() && width.limits().range().equals("at least 1"));
        assertTrue(SettingsBinding.describe(Outer.class).stream()
                .anyMatch(c -> c.key().equals("pairs[].low")));
    }

    @Test
    void aDetachedCardSaysTheSameAndHoldsNoClassOfTheRecord() {
        for (SettingCard card : SettingsBinding.describe(Everything.class)) {
            SettingCard detached = card.detached();
            assertFalse(detached.toString().contains(getClass().getName()), detached::toString);
            assertEquals(card.values(), detached.values());
            assertEquals(card.refuse("loss-gap"), detached.refuse("loss-gap"), card::key);
        }
    }

    @Test
    void aComponentThatNoSettingCanHoldIsTheAuthorsFault() {
        record Odd(float value) {}
        var fault = assertThrows(IllegalArgumentException.class, () -> SettingsBinding.describe(Odd.class));
        assertTrue(fault.getMessage().contains("Odd.value is a float"), fault.getMessage());
    }

    @Test
    void anImpossibleDefaultIsTheAuthorsFault() {
        record Odd(@Range(max = 1) @Default("2") int value) {}
        assertThrows(IllegalStateException.class, () -> SettingsBinding.bind(Odd.class, Map.of(), ""));
    }

    @ParameterizedTest
    @ValueSource(classes = {InList.class, InMap.class, InOptional.class, InRecord.class})
    void anImpossibleDefaultIsFoundWhereverItsRecordStandsAndItsReasonIsToldAlone(Class<? extends Record> type) {
        var fault = assertThrows(IllegalArgumentException.class, () -> SettingsBinding.check(type));
        assertEquals(
                "share of " + Wrong.class.getName() + " has an impossible @Default(\"200\"): must be in [0, 100]",
                fault.getMessage());
    }

    record Wrong(@Range(min = 0, max = 100) @Default("200") double share) {}

    record InList(List<Wrong> all) {}

    record InMap(Map<String, Wrong> all) {}

    record InOptional(Optional<Wrong> one) {}

    record InRecord(Wrong one) {}

    record Endless(List<Endless> more) {}

    @Test
    void aRecordThatHoldsItselfIsTheAuthorsFault() {
        var fault = assertThrows(IllegalArgumentException.class, () -> SettingsBinding.check(Endless.class));
        assertTrue(fault.getMessage().endsWith("Endless holds itself, which no settings can"), fault.getMessage());
    }

    record Cap(@Doc("most of all") int total, @Default("1") int each) {}

    record Capped(@Doc("a cap") Optional<Cap> cap, Optional<String> note, Optional<Double> clip) {}

    @Test
    void whatMayBeLeftOutIsTakenAwayByOffUnlessThatIsAText() {
        Capped capped = SettingsBinding.bind(Capped.class, Map.of("cap", "off", "note", "off", "clip", "off"), "");
        assertEquals(new Capped(Optional.empty(), Optional.of("off"), Optional.empty()), capped);
    }

    @Test
    void whatAnOptionalRecordRequiresIsRequiredWithItAlone() {
        List<SettingCard> cards = SettingsBinding.describe(Capped.class);
        assertFalse(cards.stream().anyMatch(SettingCard::required));
        assertEquals("most of all, required with cap", cards.get(1).doc());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "share | 0 | must be in (0, 1)",
                "share | 1.0 | must be in (0, 1)",
                "scale | 0 | must be above 0",
                "loss | 1 | must be below 1",
                "count | 0 | must be in (0, 8]",
            })
    void anEndThatIsExclusiveIsRefusedAndSaidSo(String key, String value, String why) {
        assertEquals(
                why,
                assertThrows(
                                SettingsException.class,
                                () -> SettingsBinding.bind(Open.class, Map.of(key, new BigDecimal(value)), ""))
                        .why());
        SettingCard card = SettingsBinding.describe(Open.class).stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        assertEquals(why, "must be " + card.limits().range());
        assertEquals(card.limits().range(), card.detached().limits().range());
        assertEquals(
                8,
                SettingsBinding.bind(Open.class, Map.of("count", 8, "share", 0.999), "")
                        .count());
    }

    @Test
    void theKeysOfARecordAreItsOwnInTheirOrder() {
        assertEquals(List.of("width", "share"), SettingsBinding.keys(Stage.class));
    }
}
