/** What an initializer promises. Authors extend {@code InitializerConformance}; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.birth;

import org.jspecify.annotations.NullMarked;
