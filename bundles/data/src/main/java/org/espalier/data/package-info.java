/** What the data sources of this bundle share. */
@NullMarked
package org.espalier.data;

import org.jspecify.annotations.NullMarked;
