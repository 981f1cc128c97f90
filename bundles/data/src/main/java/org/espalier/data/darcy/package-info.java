/** Darcy flow through two materials: random coefficient, finite differences, conjugate gradients with multigrid. */
@NullMarked
package org.espalier.data.darcy;

import org.jspecify.annotations.NullMarked;
