/** What an optimizer promises. Authors extend {@code OptimizerConformance}; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.optimize;

import org.jspecify.annotations.NullMarked;
