/**
 * What is done with checkpoints but training on: predictions, text that goes on, measures, exports, and beginning with their weights.
 *
 * <p>It uses {@code saving} and {@code results}, and needs no run.
 */
@NullMarked
package org.espalier.host.runs.uses;

import org.jspecify.annotations.NullMarked;
