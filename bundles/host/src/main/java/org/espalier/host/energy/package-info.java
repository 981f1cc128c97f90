/** What training would take in energy, by a count of operations and a table. */
@NullMarked
package org.espalier.host.energy;

import org.jspecify.annotations.NullMarked;
