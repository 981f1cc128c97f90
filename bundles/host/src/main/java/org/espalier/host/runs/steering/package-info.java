/**
 * How people and programs change a run that trains: what they ask waits in an inbox until the step in hand is done, is done on the run's
 * thread, and is done again in the next life of the run.
 *
 * <p>It uses {@code composition}, {@code orders}, {@code saving} and {@code journal}.
 */
@NullMarked
package org.espalier.host.runs.steering;

import org.jspecify.annotations.NullMarked;
