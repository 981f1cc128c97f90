/** What a model promises, and the memory that its tests need. Authors extend {@code ModelConformance}; needs ND4J. */
@NullMarked
package org.espalier.testkit.model;

import org.jspecify.annotations.NullMarked;
