/** Planted teachers: Gaussian inputs, and targets from a random map whose rank is known. */
@NullMarked
package org.espalier.data.teacher;

import org.jspecify.annotations.NullMarked;
