/**
 * The files of a run: {@code runs/<job>/<n>/} with its job, journal, metrics, checkpoints, samples, result.
 *
 * <pre>{@code
 * RunDirectory directory = RunDirectory.create(Path.of("runs"), "darcy");        // the next free number
 * try (RunLock lock = RunLock.acquire(directory.path());
 *         JsonLines journal = JsonLines.open(directory.journalFile(), Durability.EACH_LINE);
 *         JsonLines metrics = JsonLines.open(directory.metricsFile(), Durability.AT_MARK)) {
 *     directory.write("job.yaml", job.toYaml());
 *     journal.append(Map.of("step", 0, "kind", "began"));                         // fsync
 *     metrics.append(Map.of("step", 1, "loss", 0.5));                             // no fsync
 *     Checkpoints checkpoints = directory.checkpoints(Disk.local());
 *     checkpoints.save(snapshot(new Offsets(metrics.mark(), journal.mark())), provenance);
 *     checkpoints.keep(3);
 *
 *     Checkpoint last = checkpoints.newest();                                     // or CheckpointException with its reason
 *     // to go on, open with its marks: JsonLines.open(…, last.snapshot().offsets().metrics())
 * }
 * }</pre>
 *
 * <p>What must survive kill -9 and loss of power is written aside, fsynced and renamed. Nothing read from a file chooses a
 * class, leaves the run's directory or is trusted before its length and checksum are.
 */
@NullMarked
package org.espalier.host.store;

import org.jspecify.annotations.NullMarked;
