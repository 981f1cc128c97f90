/**
 * A run's state between two steps as a checkpoint keeps it, and back: when it is written, what is in it, what can go on from it.
 *
 * <p>It uses {@code journal} alone of the runs' packages; what a run is composed of it sees as {@link Composed}.
 */
@NullMarked
package org.espalier.host.runs.saving;

import org.jspecify.annotations.NullMarked;
