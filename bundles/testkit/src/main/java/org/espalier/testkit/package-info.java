/** What tests of plugins need in place of a host: views and other host-made types on plain arrays. */
@NullMarked
package org.espalier.testkit;

import org.jspecify.annotations.NullMarked;
