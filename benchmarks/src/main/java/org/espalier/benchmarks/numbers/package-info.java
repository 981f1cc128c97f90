/** What rounding to numbers of few bits costs. */
@NullMarked
package org.espalier.benchmarks.numbers;

import org.jspecify.annotations.NullMarked;
