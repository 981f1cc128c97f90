/** One page per run that opens offline: fields, growth lanes, losses, cost, settings, provenance, journal. */
@NullMarked
package org.espalier.report;

import org.jspecify.annotations.NullMarked;
