/** What tests of layers and models share: a workspace, tensors by name, gradient checks, and layers in double precision. */
@NullMarked
package org.espalier.layers.testing;

import org.jspecify.annotations.NullMarked;
