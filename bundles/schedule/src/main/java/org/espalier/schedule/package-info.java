/** Sizes at fixed times: the control that every criterion must beat. */
@NullMarked
package org.espalier.schedule;

import org.jspecify.annotations.NullMarked;
