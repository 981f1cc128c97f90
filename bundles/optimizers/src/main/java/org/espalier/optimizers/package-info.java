/** Optimizers that update in one pass over memory, and courses of their learning rate. */
@NullMarked
package org.espalier.optimizers;

import org.jspecify.annotations.NullMarked;
