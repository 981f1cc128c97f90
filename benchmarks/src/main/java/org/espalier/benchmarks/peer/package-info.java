/** The same operators in libtorch, and steps of both side by side. */
@NullMarked
package org.espalier.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
