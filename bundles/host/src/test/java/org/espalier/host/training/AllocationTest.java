package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Signal;
import org.espalier.host.job.Cadence;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.support.NormedRun;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.Rounded;
import org.espalier.host.support.Scripted;
import org.espalier.host.support.TinyField;
import org.espalier.host.support.TinyRun;
import org.espalier.models.Fno2d;
import org.espalier.models.resnet.ResnetSettings.Variant;
import org.espalier.settings.SettingsBinding;
import org.junit.jupiter.api.Test;

/** What a step of the real loop with a real model allocates on the training thread. */
class AllocationTest {
    private static final long MOST_BYTES_PER_STEP = 2048;
    private static final int STEPS = 200;

    private static long perStep(Supplier<TinyRun> run) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Trainer trainer = run.get().begin(new RecordedLog())) {
            while (trainer.state().step < 60) {
                trainer.step();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < STEPS; step++) {
                trainer.step();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
        }
    }

    private static TinyRun fno() {
        Fno2d model = new Fno2d();
        var settings = SettingsBinding.bind(
                model.settings(), Map.of("width", 8, "layers", 3, "modes", 3, "max-modes", 4, "hidden", 16), "model");
        // One epoch outlasts the test: what belongs to an epoch's end is not a step's.
        return new TinyRun()
                .model(new BoundModel(model, settings))
                .data(new TinyField(8 * 400))
                .epochs(1);
    }

    @Test
    void aStepAllocatesNextToNothing() throws Exception {
        long bytes = perStep(AllocationTest::fno);

        assertTrue(bytes < MOST_BYTES_PER_STEP, bytes + " bytes per step");
    }

    /** But for a stream of draws by tensor and site. */
    @Test
    void norDoesOneInNumbersOfFewBits() throws Exception {
        long bytes = perStep(() -> fno().precision(Rounded.lns(Map.of())));

        assertTrue(bytes < MOST_BYTES_PER_STEP + 1024, bytes + " bytes per step");
    }

    /** Two pointers for each of six means and variances; their values lie where they lay at the step before. */
    @Test
    void norDoesOneThatWritesStatistics() throws Exception {
        long bytes = perStep(() -> NormedRun.of(Variant.STANDARD, 8 * 400).epochs(1));

        assertTrue(bytes < MOST_BYTES_PER_STEP + 12 * 512, bytes + " bytes per step");
    }

    @Test
    void norDoesOneWhoseGradientsAreClippedAndObserved() throws Exception {
        Scripted keep = new Scripted((seen, state) -> Decision.keep("as it is", state));
        long bytes = perStep(() -> fno().clip(0.5)
                .grow(
                        "modes",
                        "*.modes",
                        new Cadence.Epochs(1),
                        keep,
                        new Scripted.Settings(),
                        Signal.GRADIENT_ENERGY));

        assertTrue(bytes < MOST_BYTES_PER_STEP, bytes + " bytes per step");
    }
}
