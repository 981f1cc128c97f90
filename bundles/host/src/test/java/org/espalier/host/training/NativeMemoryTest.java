package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.Pointer;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Signal;
import org.espalier.host.job.Cadence;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.NativeFloats;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final long FEW_BYTES = 1 << 18;

    /** Up and down between 4 and 8 units, with a probe before each and now and then a plan that is rolled back. */
    private static Scripted breathing() {
        return new Scripted((seen, state) -> {
            Dim dim = seen.dims().get(0);
            double turn = state.number("turn", 0);
            seen.lossIf(GrowthPlan.of(GrowthOp.resize(dim, dim.size() + 3)));
            GrowthOp.Resize op = GrowthOp.resize(dim, dim.size() == 4 ? 8 : 4);
            GrowthPlan plan = GrowthPlan.of(op);
            if (turn % 3 == 2) {
                plan = GrowthPlan.of(op.born("w1", Init.constant(1)).born("w2", Init.constant(1)))
                        .preservingFunction();
            }
            return Decision.grow(plan, "turn " + turn, state.with("turn", turn + 1));
        });
    }

    @Test
    void aThousandStepsWithGrowthTrialsAndEvaluationHoldNoMoreMemoryThanAFew() throws Exception {
        long before = NativeFloats.held();
        TinyRun run = new TinyRun()
                .epochs(200)
                .reprepare(0.1)
                .grow("width", "hidden", new Cadence.Steps(5), breathing(), new Scripted.Settings(), Signal.PROBE);
        RecordedLog log = new RecordedLog();
        long tracked = Pointer.totalBytes();
        long most = 0;
        try (Trainer trainer = run.begin(log)) {
            for (int step = 1; step <= 1_000; step++) {
                trainer.step();
                if (step % 50 == 0) {
                    trainer.evaluate(Split.TEST, trainer.state().revision.dims());
                }
                if (step <= 100) {
                    most = Math.max(most, NativeFloats.held() - before);
                }
                assertTrue(NativeFloats.held() - before <= most, "after step " + step);
                // ND4J keeps some words per array until the collector comes; blocks that were not freed would be far
                // more.
                assertTrue(Pointer.totalBytes() - tracked < FEW_BYTES, "after step " + step);
            }
            assertTrue(log.journal("growth").size() > 100);
            assertTrue(log.journal("rolled-back").size() > 20, () -> log.journal("rolled-back")
                    .toString());
        }
        assertEquals(before, NativeFloats.held());
    }
}
