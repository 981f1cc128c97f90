/** Losses of operator learning: relative distances between fields, as components. Not exported. */
@NullMarked
package org.espalier.layers.loss;

import org.jspecify.annotations.NullMarked;
