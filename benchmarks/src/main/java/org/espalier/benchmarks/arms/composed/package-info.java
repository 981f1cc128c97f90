/** What modes and ranks that grow, birth by ZerO and few bits are worth together: docs/compose-results.md. */
@NullMarked
package org.espalier.benchmarks.arms.composed;

import org.jspecify.annotations.NullMarked;
