/** Fields on a grid that is given at any resolution which a stride of the stored one reaches. */
@NullMarked
package org.espalier.data.grid;

import org.jspecify.annotations.NullMarked;
