/** What the host alone owns: revisions of weights, with their moments and ages. */
@NullMarked
package org.espalier.host.weights;

import org.jspecify.annotations.NullMarked;
