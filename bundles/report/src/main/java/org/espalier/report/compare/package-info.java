/** Several runs on one page: where they part, what became of each. */
@NullMarked
package org.espalier.report.compare;

import org.jspecify.annotations.NullMarked;
