/**
 * Job files: what a run is told, read from YAML 1.2 and written back resolved.
 *
 * <pre>{@code
 * JobFile file = JobFile.read(Path.of("jobs/darcy.yaml"), Map.of("growth.modes", "remove", "optimizer.lr", "1e-3"));
 * Job job = file.job();
 * try {
 *     settings = job.model().bind(model.settings());
 * } catch (SettingsException e) {
 *     throw file.refusal(e);        // RefusedException: jobs/darcy.yaml:3: model.widht: 20 — no such key, did you mean width? …
 * }
 * job = job.mapChoices(choice -> choice.withSettings(resolved(choice)));
 * Files.writeString(directory.jobFile(), job.toYaml());
 * }</pre>
 *
 * <p>Files are at most 1 MB, at most 32 levels deep, without anchors, aliases and tags of their own; duplicate keys are
 * refused. Every refusal is one line with file, line, dotted key, value and reason.
 */
@NullMarked
package org.espalier.host.job;

import org.jspecify.annotations.NullMarked;
