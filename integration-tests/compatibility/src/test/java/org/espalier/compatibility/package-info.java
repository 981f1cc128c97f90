/** Holds exported packages to what they were when they were last handed out, and to the API's own rules. */
@NullMarked
package org.espalier.compatibility;

import org.jspecify.annotations.NullMarked;
