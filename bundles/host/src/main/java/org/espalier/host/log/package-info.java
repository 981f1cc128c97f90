/** Where a run writes what happens to it. */
@NullMarked
package org.espalier.host.log;

import org.jspecify.annotations.NullMarked;
