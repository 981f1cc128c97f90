/** Two-dimensional flow by its vorticity, on a periodic square. */
@NullMarked
package org.espalier.data.vorticity;

import org.jspecify.annotations.NullMarked;
