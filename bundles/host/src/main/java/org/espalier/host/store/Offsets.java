package org.espalier.host.store;

/**
 * How long a run's growing files were when a checkpoint was taken; a resumed run cuts them back to it.
 *
 * @param metrics bytes of metrics, from {@link JsonLines#mark}
 * @param journal bytes of journal, likewise
 */
public record Offsets(long metrics, long journal) {}
