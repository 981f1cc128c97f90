package org.espalier.inrank;

import static org.espalier.inrank.Products.rank;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.testkit.PlainProspect;
import org.junit.jupiter.api.Test;

class CautionTest {
    private static final PlainProspect RUN = PlainProspect.of(10, 20).asked(25);

    private static List<String> warnings(PlainProspect ahead, int buffer, long gap, long warmUp) {
        return new InRank().warnings(ahead, new InRankSettings(Criterion.ENERGY, 0.9, buffer, gap, warmUp));
    }

    private static PlainProspect with(Dim... dims) {
        return PlainProspect.of(10, 20, dims).asked(25);
    }

    @Test
    void aWarmUpThatTheRunIsTooShortForIsWarnedOf() {
        assertEquals(
                List.of("warm-up: 200 steps are not over before the run ends with step 200"), warnings(RUN, 2, 1, 200));
        assertEquals(List.of(), warnings(RUN, 2, 1, 199));
    }

    @Test
    void aGapThatIsNoMultipleOfEverySaysHowFarApartChecksAre() {
        assertEquals(
                List.of("gap: 25 steps, but checks are 30 apart, since the entry is asked every 10; make gap a multiple"
                        + " of every"),
                warnings(RUN.asked(10), 2, 25, 0));
        assertEquals(
                List.of("gap: 25 steps, but checks are 40 apart, since the entry is asked every 40; make gap a multiple"
                        + " of every"),
                warnings(RUN.asked(40), 2, 25, 0));
        for (long every : new long[] {1, 5, 25}) {
            assertEquals(List.of(), warnings(RUN.asked(every), 2, 25, 0));
        }
        assertEquals(List.of(), warnings(RUN.asked(40), 2, 1, 0), "a gap of 1 asks for nothing");
    }

    /** The same as the warning says, by the decisions themselves. */
    @Test
    void checksAreAsFarApartAsTheWarningSays() {
        Dim dim = rank("layer", 4, 20);
        InRankSettings settings = new InRankSettings(Criterion.ENERGY, 0.9, 2, 25, 0);
        var view = Products.seeing(dim, 9, 0.5, 0.3, 0.2);
        var state = org.espalier.api.plugin.PluginState.empty();
        StringBuilder looks = new StringBuilder();
        for (long step = 10; step <= 100; step += 10) {
            var decision = view.step(step).decide(new InRank(), settings, state);
            looks.append(decision.figures().isEmpty() ? "" : step + " ");
            state = decision.next();
        }
        assertEquals("10 40 70 100 ", looks.toString());
    }

    @Test
    void aRankThatIsBornWithinItsBufferIsNamed() {
        assertEquals(
                List.of("buffer: 8 leaves no direction to lead in a.rank (3), c.rank (8): with no share to compare a"
                        + " rank grows as soon as anything was learned; bear it with 9 or more"),
                warnings(with(rank("a", 3, 20), rank("b", 9, 20), rank("c", 8, 20)), 8, 1, 0));
        assertEquals(
                List.of(
                        "buffer: 8 leaves no direction to lead in small.rank (3), ever: a rank goes to its limit then as soon as"
                                + " anything was learned"),
                warnings(with(rank("small", 3, 8), rank("b", 9, 20)), 8, 1, 0));
        Dim[] many = {rank("a", 2, 20), rank("b", 2, 20), rank("c", 2, 20), rank("d", 2, 20), rank("e", 2, 20)};
        assertEquals(
                List.of(
                        "buffer: 2 leaves no direction to lead in a.rank (2), b.rank (2), c.rank (2) and 2 more: with no"
                                + " share to compare a rank grows as soon as anything was learned; bear it with 3 or more"),
                warnings(with(many), 2, 1, 0));
    }

    @Test
    void aPatienceThatTheRunIsTooShortForIsWarnedOfByHowFarApartChecksReallyAre() {
        InRankEfficientSettings patient = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 100, 3);
        assertEquals(
                List.of("patience: 3 checks, 25 steps apart, are not over before the run ends with step 140"),
                new InRankEfficient().warnings(PlainProspect.of(14, 10).asked(25), patient));
        assertEquals(
                List.of(),
                new InRankEfficient().warnings(PlainProspect.of(15, 10).asked(25), patient));
        assertEquals(
                List.of("warm-up: 100 steps are not over before the run ends with step 100"),
                new InRankEfficient().warnings(PlainProspect.of(10, 10).asked(25), patient));
    }

    /** With no warm-up the first look is not at birth: 140 steps have five looks 25 steps apart. */
    @Test
    void looksAreCountedFromTheFirstThatTheCadenceHas() {
        InRankEfficientSettings six = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 0, 6);
        InRankEfficientSettings five = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 0, 5);
        PlainProspect run = PlainProspect.of(14, 10).asked(25);
        assertEquals(
                List.of("patience: 6 checks, 25 steps apart, are not over before the run ends with step 140"),
                new InRankEfficient().warnings(run, six));
        assertEquals(List.of(), new InRankEfficient().warnings(run, five));
        InRankEfficientSettings late = new InRankEfficientSettings(Criterion.ENERGY, 0.9, 2, 1, 60, 5);
        assertEquals(
                List.of("patience: 5 checks, 25 steps apart, are not over before the run ends with step 140"),
                new InRankEfficient().warnings(run, late));
    }
}
