/**
 * What a run is composed of at the moment, and how it becomes another between two steps: plugins that come and go, a job with other
 * settings, the state carried over.
 *
 * <p>It uses {@code saving} and {@code journal}. Who wants the change and why it knows not: it is given a {@link Wish}.
 */
@NullMarked
package org.espalier.host.runs.composition;

import org.jspecify.annotations.NullMarked;
