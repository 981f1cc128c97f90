@NullMarked
package org.espalier.optimizers;

import org.jspecify.annotations.NullMarked;
