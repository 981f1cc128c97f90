/** What growing modes and resolution is worth: docs/ifno-results.md. */
@NullMarked
package org.espalier.benchmarks.arms.modes;

import org.jspecify.annotations.NullMarked;
