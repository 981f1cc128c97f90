/** From a job to a run: plugins found and bound, data outlined, everything checked before anything starts. */
@NullMarked
package org.espalier.host.assembly;

import org.jspecify.annotations.NullMarked;
