/** What optimizers, schedules and losses promise; nothing here needs ND4J. */
@NullMarked
package org.espalier.testkit.optimize;

import org.jspecify.annotations.NullMarked;
