package org.espalier.testkit.optimize;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.optimize.Schedule;
import org.espalier.api.plugin.PluginState;
import org.espalier.testkit.plugin.Card;
import org.espalier.testkit.plugin.EarlierState;
import org.espalier.testkit.plugin.PluginConformance;
import org.espalier.testkit.plugin.Restoration;
import org.junit.jupiter.api.Test;

/**
 * What every schedule promises, checked over courses of 60 steps whose loss falls, stalls, and is no number for a while.
 *
 * @param <S> the schedule's settings
 */
public abstract class ScheduleConformance<S extends Record> extends PluginConformance<Schedule<S>, S> {
    private static final int STEPS = 60;
    private static final int EPOCHS = 12;

    private record Course(long step, long steps, long epoch, long epochs, double heldOutLoss) implements Progress {
        static Course at(int step) {
            int epoch = step * EPOCHS / STEPS;
            double loss = epoch == 0 || epoch == 7 ? Double.NaN : Math.max(0.3, Math.pow(0.7, epoch));
            return new Course(step, STEPS, epoch, EPOCHS, loss);
        }
    }

    /** States of earlier schemas, one at least of each below the card's; none for a schedule whose card says 1. */
    protected List<EarlierState> earlierStates() {
        return List.of();
    }

    @Override
    protected final Class<S> settingsOf(Schedule<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(Schedule<S> plugin, S settings) {
        return run(plugin, settings, 0, PluginState.empty());
    }

    private static <S extends Record> Rate rate(Schedule<S> schedule, Course now, S settings, PluginState state) {
        try {
            return schedule.rate(now, settings, state);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "rate threw " + e + " at " + now + " with " + settings + ". Every step asks for a factor, finite"
                            + " and at least 0, also before the first evaluation and after a loss that is no number.",
                    e);
        }
    }

    private static <S extends Record> List<Rate> run(Schedule<S> schedule, S settings, int from, PluginState start) {
        List<Rate> rates = new ArrayList<>();
        PluginState state = start;
        for (int step = from; step < STEPS; step++) {
            rates.add(rate(schedule, Course.at(step), settings, state));
            state = rates.get(rates.size() - 1).next();
        }
        return rates;
    }

    @Test
    final void itHasAFactorForEveryStep() {
        for (S settings : settings()) {
            run(plugin(), settings, 0, PluginState.empty());
            for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0}) {
                rate(plugin(), new Course(0, 1, 0, 1, loss), settings, PluginState.empty());
                rate(plugin(), new Course(1_000_000, 1, 10_000, 1, loss), settings, PluginState.empty());
            }
        }
    }

    @Test
    final void theSameArgumentsGiveTheSameFactor() {
        only("itHasAFactorForEveryStep", this::itHasAFactorForEveryStep);
        for (S settings : settings()) {
            PluginState state = PluginState.empty();
            for (int step = 0; step < STEPS; step++) {
                Schedule<S> schedule = plugin();
                Rate first = schedule.rate(Course.at(step), settings, state);
                same("the same arguments", step, settings, first, schedule.rate(Course.at(step), settings, state));
                state = first.next();
            }
        }
    }

    @Test
    final void aRunResumedAtAnyStepGoesOnAlike() {
        only("theSameArgumentsGiveTheSameFactor", this::theSameArgumentsGiveTheSameFactor);
        for (S settings : settings()) {
            List<Rate> whole = run(plugin(), settings, 0, PluginState.empty());
            for (int from = 1; from < STEPS; from++) {
                PluginState saved =
                        PluginState.ofPlain(whole.get(from - 1).next().plain());
                List<Rate> resumed = run(plugin(), settings, from, saved);
                for (int i = 0; i < resumed.size(); i++) {
                    same("a run resumed at step " + from, from + i, settings, whole.get(from + i), resumed.get(i));
                }
            }
        }
    }

    @Test
    final void statesOfEarlierSchemasAreReadAndOthersRefused() {
        only("itsCardNamesIt", () -> Card.of(plugin()));
        only("itHasAFactorForEveryStep", this::itHasAFactorForEveryStep);
        Restoration.check(
                Card.of(plugin()),
                earlierStates(),
                (saved, schema) -> plugin().restore(saved, schema),
                state -> settings().forEach(settings -> run(plugin(), settings, STEPS / 2, state)));
    }

    private static void same(String what, int step, Record settings, Rate expected, Rate actual) {
        if (expected.factor() != actual.factor() || !expected.next().equals(actual.next())) {
            throw new AssertionError(
                    "With " + what + " the factor of step " + step + " is " + actual.factor() + " " + actual.next()
                            + ", not " + expected.factor() + " " + expected.next() + ", with " + settings
                            + ". A schedule follows from progress, settings and state; what it wants to know again goes into the state.");
        }
    }
}
