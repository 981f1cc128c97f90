/** A run's directory as data: every file is optional, and what is damaged is named and left out. */
@NullMarked
package org.espalier.report.run;

import org.jspecify.annotations.NullMarked;
