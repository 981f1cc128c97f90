/** ZerO: parameters are born as identities, Hadamard matrices and zeros, and nothing is random. */
@NullMarked
package org.espalier.zero;

import org.jspecify.annotations.NullMarked;
