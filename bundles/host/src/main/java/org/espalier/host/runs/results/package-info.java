/**
 * What a run leaves when it has ended: its result, samples with predictions, the resolutions that it was trained at.
 *
 * <p>It uses none of the other packages of the runs.
 */
@NullMarked
package org.espalier.host.runs.results;

import org.jspecify.annotations.NullMarked;
