/**
 * Growing, on plain arrays: named sizes, the layout they give, strategies that decide, operations that the host applies. Pure
 * JDK.
 *
 * <p>Plugins import this package as {@code [0.1,0.2)} while the API is 0.x: until 1.0 every minor version may break.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.espalier.api.growth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
