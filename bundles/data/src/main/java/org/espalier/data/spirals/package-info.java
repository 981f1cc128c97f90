/** Spirals: a generated classification set. */
@NullMarked
package org.espalier.data.spirals;

import org.jspecify.annotations.NullMarked;
