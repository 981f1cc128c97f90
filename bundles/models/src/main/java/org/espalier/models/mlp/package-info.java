/** Networks on rows of numbers: multilayer perceptrons that grow in width, depth and rank, and deep linear networks. */
@NullMarked
package org.espalier.models.mlp;

import org.jspecify.annotations.NullMarked;
