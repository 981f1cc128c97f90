/** What deep linear nets learn, and in which order: closed forms beside training, as plots. */
@NullMarked
package org.espalier.benchmarks.theory;

import org.jspecify.annotations.NullMarked;
