/**
 * What a run goes on from: its own checkpoint, that of another run whose fork it is, the journal of one that it replays, the birth of one
 * whose control it is. All is checked before anything is written.
 *
 * <p>It uses {@code orders}, {@code saving}, {@code results} and {@code journal}. It never trains: what it makes is a
 * {@link Resumption}, which a course takes up.
 */
@NullMarked
package org.espalier.host.runs.descent;

import org.jspecify.annotations.NullMarked;
