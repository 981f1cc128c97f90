/** The models of this bundle in plain PyTorch, for weights that are taken elsewhere. */
@NullMarked
package org.espalier.models.torch;

import org.jspecify.annotations.NullMarked;
