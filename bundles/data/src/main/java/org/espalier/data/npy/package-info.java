/** The user's own arrays. */
@NullMarked
package org.espalier.data.npy;

import org.jspecify.annotations.NullMarked;
