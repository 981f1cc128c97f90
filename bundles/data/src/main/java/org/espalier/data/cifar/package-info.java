/** CIFAR-10 in its binary form. */
@NullMarked
package org.espalier.data.cifar;

import org.jspecify.annotations.NullMarked;
