@NullMarked
package org.espalier.data;

import org.jspecify.annotations.NullMarked;
