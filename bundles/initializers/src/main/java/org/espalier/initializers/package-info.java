/** The usual random initializers, by the roles of a parameter's axes: Kaiming, Xavier, orthogonal. */
@NullMarked
package org.espalier.initializers;

import org.jspecify.annotations.NullMarked;
