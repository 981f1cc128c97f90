/** Samples that are solved here: in parallel, each a pure function of its seed and index, and cached as files. */
@NullMarked
package org.espalier.data.generated;

import org.jspecify.annotations.NullMarked;
