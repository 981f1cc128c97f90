/** Plugins as the host uses them: found by name, leased call by call, bound to their settings, guarded by deadlines. */
@NullMarked
package org.espalier.host.plugins;

import org.jspecify.annotations.NullMarked;
