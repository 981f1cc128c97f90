/** The drop-in folder: what may come in, and what became of each file. */
@NullMarked
package org.espalier.host.dropin;

import org.jspecify.annotations.NullMarked;
