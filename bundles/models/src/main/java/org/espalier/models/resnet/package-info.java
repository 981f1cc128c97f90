/** Residual networks for small images. */
@NullMarked
package org.espalier.models.resnet;

import org.jspecify.annotations.NullMarked;
