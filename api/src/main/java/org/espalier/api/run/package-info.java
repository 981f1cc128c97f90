/**
 * What people and tools see of runs: start, watch, stop, list, predict. Pure JDK.
 *
 * <p>Plugins import this package as {@code [0.1,0.2)} while the API is 0.x: until 1.0 every minor version may break.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.espalier.api.run;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
