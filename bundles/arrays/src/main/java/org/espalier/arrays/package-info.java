/**
 * Array files, read and written within bounds: NumPy's .npy, checksums, and files that appear whole or not at all.
 *
 * <p>Compiled into the bundles that use it; pure JDK.
 */
@NullMarked
package org.espalier.arrays;

import org.jspecify.annotations.NullMarked;
