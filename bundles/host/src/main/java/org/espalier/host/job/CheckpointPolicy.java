package org.espalier.host.job;

/**
 * When checkpoints are written and how many stay.
 *
 * @param every time between two
 * @param keep  complete ones that stay, at least 1
 */
public record CheckpointPolicy(Interval every, int keep) {}
