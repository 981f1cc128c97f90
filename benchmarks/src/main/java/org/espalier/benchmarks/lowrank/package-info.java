/** What products of low rank cost, and the ranks that they have before anything is learned. */
@NullMarked
package org.espalier.benchmarks.lowrank;

import org.jspecify.annotations.NullMarked;
