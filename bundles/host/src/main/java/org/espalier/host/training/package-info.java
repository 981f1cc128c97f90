@NullMarked
package org.espalier.host.training;

import org.jspecify.annotations.NullMarked;
