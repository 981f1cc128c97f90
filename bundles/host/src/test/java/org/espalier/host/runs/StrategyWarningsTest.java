package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.Run;
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
}
