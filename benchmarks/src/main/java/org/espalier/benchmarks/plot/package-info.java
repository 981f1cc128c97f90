/** Plots of the benchmarks' pages. */
@NullMarked
package org.espalier.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
