/**
 * What a run tells while it trains: journal and metrics in its folder, news to whoever watches.
 *
 * <p>The lowest of the runs' packages: it uses none of the others.
 */
@NullMarked
package org.espalier.host.runs.journal;

import org.jspecify.annotations.NullMarked;
