package org.espalier.host.runs.journal;

import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.host.training.Trainer;

/** Tells watchers how fast a run goes, a few times a second, and writes the loss of every few steps to the metrics. */
public final class Pace {
    private static final long EVERY_NANOS = 200_000_000;
    private static final long METRIC_EVERY_STEPS = 10;
    private final RunRecord record;
    private long toldAt = System.nanoTime();
    private long toldStep;
    private double lossSum;
    private double speed;

    /** The pace of a run that has done so many steps. */
    public Pace(RunRecord record, long step) {
        this.record = record;
        this.toldStep = step;
    }

    /** Takes note of a step that a trainer has done. */
    public void stepped(Trainer trainer, double loss) {
        long step = trainer.state().step;
        lossSum += loss;
        if (step % METRIC_EVERY_STEPS == 0) {
            record.metric("step", step, Map.of("loss", loss));
        }
        long now = System.nanoTime();
        if (now - toldAt >= EVERY_NANOS) {
            double current = (step - toldStep) * 1e9 / (now - toldAt);
            // Smoothed, so that one slow stretch does not make the estimate jump.
            speed = speed == 0 ? current : 0.8 * speed + 0.2 * current;
            double left = (trainer.steps() - step) / speed;
            record.tell(new RunEvent.Stepped(step, trainer.epochInHand(), lossSum / (step - toldStep), current, left));
            toldAt = now;
            toldStep = step;
            lossSum = 0;
        }
    }
}
