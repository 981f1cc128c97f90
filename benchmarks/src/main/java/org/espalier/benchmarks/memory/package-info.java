/** What a long run leaves behind in memory. */
@NullMarked
package org.espalier.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
