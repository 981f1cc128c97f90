@NullMarked
package org.espalier.arrays;

import org.jspecify.annotations.NullMarked;
