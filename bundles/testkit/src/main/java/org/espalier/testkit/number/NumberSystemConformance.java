package org.espalier.testkit.number;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.Site;
import org.espalier.testkit.plugin.PluginConformance;
import org.junit.jupiter.api.Test;

/**
 * What every number system promises, checked at every site on plain arrays.
 *
 * @param <S> the number system's settings
 */
public abstract class NumberSystemConformance<S extends Record> extends PluginConformance<NumberSystem<S>, S> {
    @Override
    protected final Class<S> settingsOf(NumberSystem<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(NumberSystem<S> plugin, S settings) {
        List<float[]> rounded = new ArrayList<>();
        for (Site site : sites(plugin, settings)) {
            Rounding<S> rounding = new Rounding<>(plugin, site, settings, Rounding.normal());
            rounded.add(rounding.rounded(rounding.values, Rounding.DRAWS));
        }
        return rounded;
    }

    /** The sites at which it rounds. */
    private List<Site> sites(NumberSystem<S> plugin, S settings) {
        return Stream.of(Site.values())
                .filter(site -> plugin.rounds(site, settings))
                .toList();
    }

    @Test
    final void samplesRoundSomewhere() {
        for (S sample : settings()) {
            if (sites(plugin(), sample).isEmpty()) {
                throw new AssertionError("Nothing is rounded with " + sample
                        + ", so the sample checks nothing. Give settings that round at one site at least.");
            }
        }
    }

    @Test
    final void roundingTwiceIsRoundingOnce() {
        everywhere(Rounding::checkIdempotent);
    }

    @Test
    final void roundingKeepsOrder() {
        only(
                "aRounderPreparedAgainGivesTheSameBitsInAnySpans",
                () -> everywhere(rounding -> rounding.checkPure(plugin())));
        everywhere(Rounding::checkMonotone);
    }

    @Test
    final void theErrorIsAtMostTheDeclaredOne() {
        everywhere(Rounding::checkError);
    }

    @Test
    final void zeroIsAValueOrNotAsDeclared() {
        everywhere(Rounding::checkZero);
    }

    @Test
    final void magnitudesAreThoseOfTheDeclaredSteps() {
        everywhere(Rounding::checkSteps);
    }

    @Test
    final void whatIsNotFiniteIsNotHidden() {
        everywhere(Rounding::checkNotFinite);
    }

    @Test
    final void codesDecodeToTheSameValues() {
        only("roundingTwiceIsRoundingOnce", () -> everywhere(Rounding::checkIdempotent));
        everywhere(Rounding::checkCodes);
    }

    @Test
    final void aRounderPreparedAgainGivesTheSameBitsInAnySpans() {
        only("onlyTheSpanIsRounded", () -> everywhere(Rounding::checkSpan));
        everywhere(rounding -> rounding.checkPure(plugin()));
    }

    @Test
    final void onlyTheSpanIsRounded() {
        everywhere(Rounding::checkSpan);
    }

    @Test
    final void aTileIsRoundedAsItsEntriesAre() {
        only(
                "aRounderPreparedAgainGivesTheSameBitsInAnySpans",
                () -> everywhere(rounding -> rounding.checkPure(plugin())));
        everywhere(Rounding::checkTile);
    }

    @Test
    final void spansRoundedByManyThreadsAreThoseOfOne() {
        only(
                "aRounderPreparedAgainGivesTheSameBitsInAnySpans",
                () -> everywhere(rounding -> rounding.checkPure(plugin())));
        only("onlyTheSpanIsRounded", () -> everywhere(Rounding::checkSpan));
        everywhere(Rounding::checkThreads);
    }

    @Test
    final void scalesAreThoseOfTheValuesAlone() {
        everywhere(Rounding::checkScales);
    }

    @Test
    final void rowsSaidToBeAloneAre() {
        everywhere(Rounding::checkRows);
    }

    @Test
    final void aTensorOfZerosHasFiniteScalesAndStays() {
        for (S settings : settings()) {
            for (Site site : sites(plugin(), settings)) {
                Rounding<S> zeros = new Rounding<>(plugin(), site, settings, new float[Rounding.SIZE]);
                for (float value : zeros.rounded(zeros.values, Rounding.DRAWS)) {
                    if (!Float.isFinite(value) || zeros.traits().exactZero() && value != 0) {
                        throw new AssertionError("A tensor of zeros is rounded to " + value + zeros
                                + ". Give a group of zeros a scale that is above 0.");
                    }
                }
            }
        }
    }

    private void everywhere(Consumer<Rounding<S>> check) {
        for (S settings : settings()) {
            for (Site site : sites(plugin(), settings)) {
                check.accept(new Rounding<>(plugin(), site, settings, Rounding.normal()));
            }
        }
    }
}
