/** IFNO: Fourier modes, or any dim with a spectrum, grow while their leading entries explain too little. */
@NullMarked
package org.espalier.ifno;

import org.jspecify.annotations.NullMarked;
