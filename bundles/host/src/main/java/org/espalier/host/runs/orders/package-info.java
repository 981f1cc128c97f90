/**
 * What people order of a run in mid-training, as data: which settings may change, the job that an order makes, the log from which a
 * resumed run does it again.
 *
 * <p>It uses {@code saving}, for the point at which an order was given, and {@code journal}. Nothing here changes a run: that is
 * {@code steering}.
 */
@NullMarked
package org.espalier.host.runs.orders;

import org.jspecify.annotations.NullMarked;
