/** What a data source promises. Authors extend {@code DataSourceConformance}; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.data;

import org.jspecify.annotations.NullMarked;
