/** What a number system promises. Authors extend {@code NumberSystemConformance}; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.number;

import org.jspecify.annotations.NullMarked;
