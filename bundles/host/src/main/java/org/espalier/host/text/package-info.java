/** Text that a trained model writes, one token after another. */
@NullMarked
package org.espalier.host.text;

import org.jspecify.annotations.NullMarked;
