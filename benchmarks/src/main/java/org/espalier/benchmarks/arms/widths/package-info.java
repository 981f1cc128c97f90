/** What few bits do to training by optimizers that add and by those that multiply: docs/numbers-results.md. */
@NullMarked
package org.espalier.benchmarks.arms.widths;

import org.jspecify.annotations.NullMarked;
