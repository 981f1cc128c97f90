@NullMarked
package org.espalier.layers;

import org.jspecify.annotations.NullMarked;
