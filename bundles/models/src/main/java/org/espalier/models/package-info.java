@NullMarked
package org.espalier.models;

import org.jspecify.annotations.NullMarked;
