/** Matrices of the form W0 + U·V: what every model with such has in common. */
@NullMarked
package org.espalier.models.lowrank;

import org.jspecify.annotations.NullMarked;
