/** Multilayer perceptrons that grow in width and depth. */
@NullMarked
package org.espalier.models.mlp;

import org.jspecify.annotations.NullMarked;
