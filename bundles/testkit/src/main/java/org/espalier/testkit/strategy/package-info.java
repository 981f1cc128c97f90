/** What a growth strategy promises. Authors extend {@code StrategyConformance}; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.strategy;

import org.jspecify.annotations.NullMarked;
