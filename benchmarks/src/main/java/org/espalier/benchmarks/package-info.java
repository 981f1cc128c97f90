/** What is measured outside the build: parity, speed beside a peer, and what growth is worth. */
@NullMarked
package org.espalier.benchmarks;

import org.jspecify.annotations.NullMarked;
