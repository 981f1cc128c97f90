package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.Moment;
import org.espalier.api.optimize.Optimizer;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.Swap;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.SavedParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an optimizer that takes the place of another in mid-run finds of its moments, ages and constants. */
@Timeout(60)
class OptimizerSwapTest extends HostedTinyRuns {
    private static final Summing FIRST = new Summing("sum", 1);

    private Run run;
    private long paused;
    private SavedParameter before;

    /** Descent that adds the size of each gradient, so many times, to its moment. */
    private record Summing(String moment, float times, double... constants) implements Optimizer<Summing.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public List<Moment> moments(Settings settings) {
            return List.of(Moment.linear(moment));
        }

        @Override
        public double rate(Settings settings) {
            return 1e-3;
        }

        @Override
        public double[] constants(Parameter parameter, float[] weights, Settings settings) {
            return constants.clone();
        }

        @Override
        public UpdateRule prepare(Parameter parameter, Settings settings) {
            return (weights, gradient, moments, from, to, rate, age, constants) -> {
                for (int i = from; i < to; i++) {
                    weights[i] -= (float) rate * gradient[i];
                    moments[0][i] += times * Math.abs(gradient[i]);
                }
            };
        }
    }

    private void pausedUnder(Summing optimizer) throws Exception {
        container.put(container.registry().optimizers(), "summing", optimizer);
        run = start("optimizer: { type: summing }\nepochs: 100000\ncheckpoint: { every: 1 h }\n");
        pauseAfter(run, 1);
        paused = run.checkpoint(CAUSE);
        before = newest(run).parameters().get("w1");
        assertTrue(sum(before) > 0);
    }

    /** After some more steps by a newcomer that adds nothing, so that its moment is what it found. */
    private SavedParameter afterwards() throws Exception {
        run.unpause(CAUSE);
        after(run, 1);
        run.stop();
        run.await();
        return newest(run).parameters().get("w1");
    }

    private static double sum(SavedParameter parameter) {
        double sum = 0;
        for (float each : parameter.moments().get(0)) {
            sum += each;
        }
        return sum;
    }

    private void refused(Summing update) throws InterruptedException {
        CountDownLatch refused = told(run, "swap-refused");
        container.outrank(container.registry().optimizers(), "summing", 1, update);
        assertTrue(refused.await(30, TimeUnit.SECONDS), "nothing is refused");
    }

    private void assertAsItWas(SavedParameter now) {
        assertArrayEquals(before.moments().get(0), now.moments().get(0));
        assertTrue(Arrays.deepEquals(
                before.births().toArray(long[][]::new), now.births().toArray(long[][]::new)));
    }

    private void assertAnew(SavedParameter now) {
        assertEquals(0, sum(now));
        now.births().forEach(births -> Arrays.stream(births).forEach(birth -> assertEquals(paused, birth)));
    }

    @Test
    void anUpdateWithEqualMomentsGoesOnWithThemAndWithTheConstantsThatAreThere() throws Exception {
        pausedUnder(new Summing("sum", 1, 1.5));
        container.outrank(container.registry().optimizers(), "summing", 1, new Summing("sum", 0, 2.5));
        SavedParameter now = afterwards();
        assertEquals(1, journal(run, "swap").size());
        assertAsItWas(now);
        assertArrayEquals(new double[] {1.5}, now.constants());
    }

    @Test
    void anUpdateWhoseMomentHasAnotherNameIsRefusedUnlessItMayBeginAnew() throws Exception {
        pausedUnder(FIRST);
        refused(new Summing("mean", 0, 2.5));
        String why = String.valueOf(journal(run, "swap-refused").get(0).get("why"));
        assertTrue(why.contains("keeps [mean]") && why.contains("not the [sum] that there are"), why);
        run.swap(Swap.at("optimizer").fresh(), CAUSE);
        SavedParameter now = afterwards();
        assertAnew(now);
        assertArrayEquals(new double[] {2.5}, now.constants());
    }

    @Test
    void anotherOptimizerWithEqualMomentsAndNoConstantsGoesOnWithThem() throws Exception {
        pausedUnder(FIRST);
        container.put(container.registry().optimizers(), "other", new Summing("sum", 0));
        run.swap(Swap.at("optimizer").to("other"), CAUSE);
        assertAsItWas(afterwards());
    }

    @Test
    void anotherOptimizerWithEqualMomentsBeginsAnewIfThatIsAskedFor() throws Exception {
        pausedUnder(FIRST);
        container.put(container.registry().optimizers(), "other", new Summing("sum", 0));
        run.swap(Swap.at("optimizer").to("other").fresh(), CAUSE);
        assertAnew(afterwards());
    }

    @Test
    void anotherOptimizerWithConstantsIsRefusedUnlessItMayBeginAnew() throws Exception {
        pausedUnder(FIRST);
        container.put(container.registry().optimizers(), "other", new Summing("sum", 0, 3));
        Swap toOther = Swap.at("optimizer").to("other");
        assertThrows(RefusedException.class, () -> run.swap(toOther, CAUSE));
        assertEquals(List.of(), journal(run, "swap"));
        run.swap(toOther.fresh(), CAUSE);
        SavedParameter now = afterwards();
        assertAnew(now);
        assertNotEquals(0, now.constants().length);
    }
}
