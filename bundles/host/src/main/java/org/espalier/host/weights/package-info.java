@NullMarked
package org.espalier.host.weights;

import org.jspecify.annotations.NullMarked;
