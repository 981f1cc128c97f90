/** What plugins of every kind promise: a card, documented settings, classes that can be unloaded. */
@NullMarked
package org.espalier.testkit.plugin;

import org.jspecify.annotations.NullMarked;
