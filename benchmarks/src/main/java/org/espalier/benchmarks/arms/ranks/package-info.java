/** What rank that grows is worth beside full and fixed rank, and what its controls say: docs/inrank-results.md. */
@NullMarked
package org.espalier.benchmarks.arms.ranks;

import org.jspecify.annotations.NullMarked;
