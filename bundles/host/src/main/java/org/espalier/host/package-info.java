@NullMarked
package org.espalier.host;

import org.jspecify.annotations.NullMarked;
