package org.espalier.host.store;

/**
 * How long a run's growing files were when a checkpoint was taken; a resumed run cuts them back to it.
 *
 * @param metrics bytes of metrics, from {@link Metrics#mark}
 * @param journal bytes of journal, from {@link Journal#mark}
 */
public record Offsets(long metrics, long journal) {}
