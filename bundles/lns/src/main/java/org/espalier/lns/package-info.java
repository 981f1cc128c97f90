/** Number systems of few bits, a logarithmic one first of all, and the optimizer that steps by its codes. */
@NullMarked
package org.espalier.lns;

import org.jspecify.annotations.NullMarked;
