@NullMarked
package org.espalier.host.plugins;

import org.jspecify.annotations.NullMarked;
