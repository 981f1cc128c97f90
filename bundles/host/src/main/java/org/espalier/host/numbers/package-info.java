/** What a number system makes of a run's tensors: grids on which weights live and are seen, scales that the host keeps. */
@NullMarked
package org.espalier.host.numbers;

import org.jspecify.annotations.NullMarked;
