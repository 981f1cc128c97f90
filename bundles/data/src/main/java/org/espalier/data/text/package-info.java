/** Text as bytes: the user's own files, and a chronicle that is generated. */
@NullMarked
package org.espalier.data.text;

import org.jspecify.annotations.NullMarked;
