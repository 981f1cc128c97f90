package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened in a run. Made by the host for readers.
 *
 * <p>Sealed: this API alone implements it. More kinds may come in any minor version: a {@code switch} over it needs a
 * {@code default}, which lets an unknown one pass. More components may come too, with the old constructors kept: read them
 * by their accessors, not by record patterns.
 */
@ProviderType
public sealed interface RunEvent {
    /**
     * A piece of preparation is so far done.
     *
     * @param what  what is being done
     * @param done  units done
     * @param total units in all
     */
    @ProviderType
    record Preparing(String what, long done, long total) implements RunEvent {}

    /**
     * Training has begun or was taken up again; told once more, as of now, to whoever subscribes later.
     *
     * @param id         name and number
     * @param directory  the run's directory
     * @param step       steps done
     * @param steps      steps of the whole run
     * @param epochs     epochs of the whole run
     * @param axes       axes of the data's grid, so that a resolution reads as 32² or 512; 0 where the data has none
     * @param parameters trained entries now
     * @param dims       growable sizes now
     */
    @ProviderType
    record Began(
            String id,
            Path directory,
            long step,
            long steps,
            long epochs,
            int axes,
            long parameters,
            List<DimSize> dims)
            implements RunEvent {}

    /**
     * A step is done; told a few times a second, not for every step.
     *
     * @param step           steps done
     * @param epoch          epoch in hand, from 1
     * @param loss           mean training loss since the last such event
     * @param stepsPerSecond speed since the last such event
     * @param secondsLeft    estimate until the end of training
     */
    @ProviderType
    record Stepped(long step, long epoch, double loss, double stepsPerSecond, double secondsLeft) implements RunEvent {}

    /**
     * An epoch is done and the validation split was measured.
     *
     * @param epoch      epochs done
     * @param trainLoss  mean training loss of the epoch
     * @param heldOut    loss on the validation split
     * @param parameters trained entries
     * @param dims       growable sizes
     * @param figures    further means over the validation split that the loss measures, such as accuracy, by name
     */
    @ProviderType
    record Epoch(
            long epoch,
            double trainLoss,
            double heldOut,
            long parameters,
            List<DimSize> dims,
            Map<String, Double> figures)
            implements RunEvent {
        /** An epoch with a copy of its figures, sorted by name. */
        public Epoch {
            figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        }

        /** An epoch of which the loss measures nothing further. */
        public Epoch(long epoch, double trainLoss, double heldOut, long parameters, List<DimSize> dims) {
            this(epoch, trainLoss, heldOut, parameters, dims, Map.of());
        }
    }

    /**
     * A dim has another size.
     *
     * @param step     steps done
     * @param entry    the growth entry's id
     * @param dim      the dim
     * @param from     its size before
     * @param to       its size now
     * @param why      the strategy's reason
     * @param revision the revision published
     * @param outputs  "unchanged", "changed 3.1e-2" …: what the check found
     * @param millis   how long building and checking took
     * @param parameters trained entries of that revision
     * @param dims     all growable sizes of that revision
     * @param note     what is to be said of this dim alone, such as how much of a product was cut off; one line, empty if nothing
     */
    @ProviderType
    record Grown(
            long step,
            String entry,
            String dim,
            int from,
            int to,
            String why,
            long revision,
            String outputs,
            long millis,
            long parameters,
            List<DimSize> dims,
            String note)
            implements RunEvent {
        /** Growth of which nothing is to be said of the dim alone. */
        public Grown(
                long step,
                String entry,
                String dim,
                int from,
                int to,
                String why,
                long revision,
                String outputs,
                long millis,
                long parameters,
                List<DimSize> dims) {
            this(step, entry, dim, from, to, why, revision, outputs, millis, parameters, dims, "");
        }
    }

    /**
     * Something that people should know: a fault, a refusal, a checkpoint.
     *
     * @param step steps done
     * @param kind "fault", "rejected", "warning", "checkpoint", "stopped" …
     * @param text one line
     */
    @ProviderType
    record Noted(long step, String kind, String text) implements RunEvent {}

    /**
     * The run has ended.
     *
     * @param result how
     * @param figures numbers of the whole run: seconds, flops, parameters
     */
    @ProviderType
    record Ended(RunResult result, Map<String, Double> figures) implements RunEvent {}

    /**
     * A growable size.
     *
     * @param name  the dim
     * @param kind  what it counts
     * @param size  entries now
     * @param limit most entries it may have
     */
    @ProviderType
    record DimSize(String name, String kind, int size, int limit) {}
}
