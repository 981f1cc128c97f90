/** Images and labels in IDX files, as MNIST and its family have them. */
@NullMarked
package org.espalier.data.idx;

import org.jspecify.annotations.NullMarked;
