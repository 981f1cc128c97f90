/**
 * Runs as people see them: started, resumed, watched, stopped, ended with a report.
 *
 * <p>A run is its {@code Course} on a thread of its own. It uses all packages below this one, and none of them uses it:
 * {@code descent} says what a course goes on from, {@code composition} what it trains with, {@code steering} what people change
 * meanwhile, {@code saving} what it goes on from after a kill, {@code journal} and {@code results} what it tells and leaves.
 */
@NullMarked
package org.espalier.host.runs;

import org.jspecify.annotations.NullMarked;
