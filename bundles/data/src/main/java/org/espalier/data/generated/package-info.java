/**
 * Samples that are made here: in parallel, each a pure function of its seed and index; those that are solved are cached as files.
 */
@NullMarked
package org.espalier.data.generated;

import org.jspecify.annotations.NullMarked;
