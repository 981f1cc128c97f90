@NullMarked
package org.espalier.ifno;

import org.jspecify.annotations.NullMarked;
