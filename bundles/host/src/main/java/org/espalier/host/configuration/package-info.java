/** Settings that reach runs from files and from Config Admin while they train. */
@NullMarked
package org.espalier.host.configuration;

import org.jspecify.annotations.NullMarked;
