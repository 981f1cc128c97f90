/** The verbs that people type, in a terminal and in the container's shell. */
@NullMarked
package org.espalier.shell;

import org.jspecify.annotations.NullMarked;
