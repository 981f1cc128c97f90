/** The training loop and what it runs on: prepared programs, worker team, evaluation, update. */
@NullMarked
package org.espalier.host.training;

import org.jspecify.annotations.NullMarked;
