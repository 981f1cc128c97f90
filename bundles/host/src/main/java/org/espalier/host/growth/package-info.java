@NullMarked
package org.espalier.host.growth;

import org.jspecify.annotations.NullMarked;
