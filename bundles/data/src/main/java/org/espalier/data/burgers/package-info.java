/** Burgers' equation on a periodic interval: random start, pseudo-spectral, integrating-factor Runge–Kutta. */
@NullMarked
package org.espalier.data.burgers;

import org.jspecify.annotations.NullMarked;
