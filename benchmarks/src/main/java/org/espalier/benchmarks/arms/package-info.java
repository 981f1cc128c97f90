/** What growth is worth: the same job fixed, by schedule and by criterion, over seeds. */
@NullMarked
package org.espalier.benchmarks.arms;

import org.jspecify.annotations.NullMarked;
