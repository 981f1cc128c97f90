package org.espalier.host.job;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.run.Control;

/** The keys of a job that name no plugin, as a settings record: read, checked and described like a plugin's. */
record JobKeys(
        @Doc("name of the job and of the folder of its runs; the file's name without its ending if not given")
                Optional<String> name,
        @Doc("number of samples per optimizer step") @Range(min = 1) int batch,
        @Doc("number of passes over the training split") @Range(min = 1) int epochs,
        @Doc("seed of all random streams") @Default("1") long seed,
        @Doc("L2 norm to which a larger gradient, taken as a whole, is scaled down; not clipped if not given")
                @Range(min = 1e-12)
                Optional<Double> clip,
        @Doc("limits that growth may not exceed; none if not given") Budget budget,
        @Doc("rule for writing and keeping checkpoints") CheckpointKeys checkpoint,
        @Doc("number of threads; results are equal bit for bit only for equal numbers; that of the cores, at most 16,"
                        + " if not given")
                @Range(min = 1, max = 256)
                Optional<Integer> workers,
        @Doc("time that a strategy has for one answer, in ms, s, min or h; at most 1 h") @Default("10 s")
                String deadline,
        @Doc(
                        "time that a run waits for a strategy that is due and has gone, as while its bundle is updated, before it goes"
                                + " on without, in ms, s, min or h; at most 1 h")
                @Default("5 s")
                String grace,
        @Doc("probability per step that all prepared forms are dropped and made again; no result depends on it")
                @Range(min = 0, max = 1)
                @Default("0")
                double reprepare,
        @Doc("whether a run takes over, while it trains, what changes in the file of its job and may change")
                @Default("false")
                boolean follow,
        @Doc(
                        "what a run leaves out on purpose, to compare another with: untrained updates no weight, shuffled gives every"
                                + " training sample the target of another; nothing if not given; see the verb controls")
                Optional<Control> control) {

    /** The keys of {@code checkpoint}. */
    record CheckpointKeys(
            @Doc("time, epochs or steps from one checkpoint to the next: 2 min, 1 epoch, 100 steps") @Default("2 min")
                    String every,
            @Doc("number of complete checkpoints that stay, the newest") @Range(min = 1, max = 1_000_000) @Default("3")
                    int keep) {}
}
