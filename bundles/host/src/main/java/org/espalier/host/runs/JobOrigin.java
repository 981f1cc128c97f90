package org.espalier.host.runs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.job.FileStamp;
import org.espalier.host.job.Job;

/**
 * Where a run's job has come from.
 *
 * @param file     the job file
 * @param stamp    its state when it was read
 * @param settings those that went before the file's
 * @param job      what both gave, with every default filled in
 */
public record JobOrigin(Path file, Optional<FileStamp> stamp, Map<String, String> settings, Job job) {}
