package org.espalier.host.job;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/** The keys of a job that name no plugin, as a settings record: read, checked and described like a plugin's. */
record JobKeys(
        @Doc("name of the job and of its folder; the file's name without its ending if not given")
                Optional<String> name,
        @Doc("samples per optimizer step") @Range(min = 1) int batch,
        @Doc("passes over the training split") @Range(min = 1) int epochs,
        @Doc("seed of all random streams") @Default("1") long seed,
        @Doc("largest norm of the whole gradient; not clipped if not given") @Range(min = 1e-12) Optional<Double> clip,
        @Doc("what growth may not exceed") Budget budget,
        @Doc("when checkpoints are written and how many stay") CheckpointKeys checkpoint,
        @Doc(
                        "threads; results are equal bit for bit only for equal numbers of workers; the number of cores if not given, "
                                + "at most 16")
                @Range(min = 1, max = 256)
                Optional<Integer> workers,
        @Doc("time that a strategy has for one answer") @Default("10 s") String deadline,
        @Doc(
                        "chance per step that all prepared forms are dropped and made again, to show that no result depends on them")
                @Range(min = 0, max = 1)
                @Default("0")
                double reprepare) {

    /** The keys of {@code checkpoint}. */
    record CheckpointKeys(
            @Doc("time between two checkpoints: 2 min, 1 epoch, 100 steps") @Default("2 min") String every,
            @Doc("complete checkpoints that stay") @Range(min = 1, max = 1_000_000) @Default("3") int keep) {}
}
