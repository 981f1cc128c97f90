@NullMarked
package org.espalier.shell;

import org.jspecify.annotations.NullMarked;
