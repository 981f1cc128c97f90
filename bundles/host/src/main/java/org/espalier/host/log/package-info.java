@NullMarked
package org.espalier.host.log;

import org.jspecify.annotations.NullMarked;
