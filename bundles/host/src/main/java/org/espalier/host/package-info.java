/**
 * The host of runs, which alone owns what changes: weights, moments, ages, states, streams, the journal. From outside it is the
 * service {@code org.espalier.api.run.Runs}; it exports no package.
 */
@NullMarked
package org.espalier.host;

import org.jspecify.annotations.NullMarked;
