/** The first losses of operators against those that PyTorch recorded. */
@NullMarked
package org.espalier.benchmarks.parity;

import org.jspecify.annotations.NullMarked;
