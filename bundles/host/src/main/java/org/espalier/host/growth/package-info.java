/** Growth as the host carries it out: spectra, validation, moves of old entries, births, publication. */
@NullMarked
package org.espalier.host.growth;

import org.jspecify.annotations.NullMarked;
