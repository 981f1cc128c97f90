/**
 * Growing systems as small, real plugins on plain arrays: each walks its system through the API, and serves hosts as something
 * to test with. The plugins of the platform are others; these show the least that carries an idea.
 */
@NullMarked
package org.espalier.testkit.doubles;

import org.jspecify.annotations.NullMarked;
