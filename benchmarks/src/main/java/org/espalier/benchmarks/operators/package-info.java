/** Fourier neural operators in runs of the host, from weights and data that another implementation shares. */
@NullMarked
package org.espalier.benchmarks.operators;

import org.jspecify.annotations.NullMarked;
