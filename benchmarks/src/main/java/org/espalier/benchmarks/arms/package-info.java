/** What growth is worth: the same job fixed and grown, over seeds, each run by the archive's own {@code bin/espalier}. */
@NullMarked
package org.espalier.benchmarks.arms;

import org.jspecify.annotations.NullMarked;
