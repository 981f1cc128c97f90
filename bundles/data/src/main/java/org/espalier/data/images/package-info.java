/** Images of classes, as bytes in memory: what every source of them comes down to. */
@NullMarked
package org.espalier.data.images;

import org.jspecify.annotations.NullMarked;
