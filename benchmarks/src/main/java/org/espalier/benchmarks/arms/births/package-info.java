/** What birth by ZerO is worth beside random births: docs/zero-results.md. */
@NullMarked
package org.espalier.benchmarks.arms.births;

import org.jspecify.annotations.NullMarked;
