/** Digits that are drawn here: strokes of the project's own, bent, stretched and blurred by chance. */
@NullMarked
package org.espalier.data.digits;

import org.jspecify.annotations.NullMarked;
