@NullMarked
package org.espalier.door;

import org.jspecify.annotations.NullMarked;
